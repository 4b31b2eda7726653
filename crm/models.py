from crm.clients.models import Client
from crm.notes.models import Note
from crm.tasks.models import Task

__all__ = ["Client", "Note", "Task"]
