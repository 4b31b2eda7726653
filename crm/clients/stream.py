"""What happened to the file itself, on its timeline."""

from portal.audit.history import line_of, subject_key
from portal.audit.models import Event
from portal.core.plugs.stream import Entry, StreamSource

TECHNICAL = {"crm.updated", "crm.note_changed", "crm.task_changed", "crm.task_reopened"}
OTHERS = ("drive.", "questionnaires.")  # rooms that tell their own events of a file


def entries(user, client, limit: int) -> list[Entry]:
    """The newest events of the file; one query."""
    kind, key = subject_key(client)
    events = Event.objects.filter(subject_type=kind, subject_id=key).select_related("detail")
    for prefix in OTHERS:
        events = events.exclude(verb__startswith=prefix)
    return [_entry(line_of(event)) for event in events.order_by("-sequence")[:limit]]


def _entry(line) -> Entry:
    return Entry(
        at=line.at,
        text=line.sentence,
        kind="fiche",
        icon=line.icon,
        tone=line.tone,
        actor="" if line.actor_label in line.sentence else line.actor_label,
        body=line.reason,
        technical=line.event.verb in TECHNICAL,
    )


SOURCE = StreamSource("crm.clients", "crm.client", entries, ("fiche",))
