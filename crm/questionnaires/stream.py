"""Questionnaires on the timeline of a client, with the way to each result."""

from django.urls import reverse

from portal.access.permissions import Permission
from portal.audit.history import line_of, subject_key
from portal.audit.models import Event
from portal.core.plugs.stream import Entry, StreamSource

TECHNICAL = {"questionnaires.started", "questionnaires.printed"}


def entries(user, client, limit: int) -> list[Entry]:
    """Return the newest events of a client's questionnaires; one query."""
    kind, key = subject_key(client)
    events = Event.objects.filter(subject_type=kind, subject_id=key, verb__startswith="questionnaires.")
    newest = events.select_related("detail").order_by("-sequence")[:limit]
    return [_entry(line_of(event), client) for event in newest]


def _entry(line, client) -> Entry:
    slug = str(line.event.data.get("kind", "")).lower()
    known = slug in ("qcf", "qpr")
    return Entry(
        at=line.at,
        text=line.sentence,
        kind="fiche",
        icon=line.icon,
        tone=line.tone,
        actor="" if line.actor_label in line.sentence else line.actor_label,
        url=reverse(f"crm:client_{slug}", args=[client.pk]) if known else "",
        link_label=slug.upper() if known else "",
        technical=line.event.verb in TECHNICAL,
    )


SOURCE = StreamSource("crm.questionnaires", "crm.client", entries, ("fiche",), Permission.QUESTIONNAIRES, 30)
