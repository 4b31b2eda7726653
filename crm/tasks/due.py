"""The next action with clients, for the cards of boards."""

from collections.abc import Iterable

from crm.tasks.models import Task
from portal.core.values import dates
from portal.ui.pipeline import Due


def due_of(clients: Iterable) -> dict[int, Due]:
    """The first open action of each of these clients, a queryset or keys; one query."""
    found: dict[int, Due] = {}
    for task in Task.objects.open().filter(client__in=clients).order_by("due_at", "pk"):
        found.setdefault(task.client_id, Due.of(task.title, task.due_at.astimezone(dates.PARIS).date()))
    return found
