"""What happened to the file itself, on its timeline."""

from portal.audit.history import history_of
from portal.core.plugs.stream import Entry, StreamSource

TECHNICAL = {"crm.updated", "crm.note_changed", "crm.task_changed", "crm.task_reopened"}
WORK = "drive."  # what is done with files is on the page of the drive


def entries(user, client, limit: int) -> list[Entry]:
    """The newest events of the file; one query."""
    return [_entry(line) for line in history_of(client)[:limit]]


def _entry(line) -> Entry:
    return Entry(
        at=line.at,
        text=line.sentence,
        kind="fiche",
        icon=line.icon,
        tone=line.tone,
        actor="" if line.actor_label in line.sentence else line.actor_label,
        body=line.reason,
        technical=line.event.verb in TECHNICAL or line.event.verb.startswith(WORK),
    )


SOURCE = StreamSource("crm.clients", "crm.client", entries, ("fiche",))
