"""Actions as their owner's calendar reads them."""

from datetime import timedelta

from crm.tasks.enums import Kind
from crm.tasks.models import Task
from portal.access.permissions import Permission
from portal.core.plugs.agenda import AgendaSource, Entry
from portal.core.values import dates

LONG, SHORT = timedelta(hours=1), timedelta(minutes=15)
KEPT, MOST = timedelta(days=90), 500


def entries(user) -> list[Entry]:
    """The actions of `user`, done ones of the last months included."""
    since = dates.now() - KEPT
    mine = Task.objects.visible_to(user).filter(owner=user, due_at__gte=since).select_related("client")
    return [_entry(task) for task in mine.order_by("due_at", "pk")[:MOST]]


def _entry(task: Task) -> Entry:
    return Entry(
        uid=f"action-{task.pk}",
        start=task.due_at,
        end=task.due_at + (LONG if task.kind == Kind.MEETING else SHORT),
        title=f"{task.kind_label} : {task.title} ({task.client.display_name})",
        url=task.client.get_absolute_url(),
        changed_at=task.changed_at,
        sequence=task.version,
        place=task.place,
        description=task.outcome,
    )


SOURCE = AgendaSource("crm.tasks", entries, Permission.CLIENTS_VIEW)
