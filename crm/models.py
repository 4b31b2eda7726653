from crm.clients.models import Client
from crm.companies.models import CompanyRecord, DirectoryGate
from crm.notes.models import Note
from crm.signatories.models import Signatory
from crm.tasks.models import Task

__all__ = ["Client", "CompanyRecord", "DirectoryGate", "Note", "Signatory", "Task"]
