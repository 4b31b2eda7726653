"""Files on the timeline of a client; many of one day by one person are one line."""

from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.access.permissions import Permission
from portal.audit.history import Line, line_of, subject_key
from portal.audit.models import Event
from portal.core.plugs.stream import Entry, StreamSource
from portal.core.values import dates

ADDED = {"drive.added", "drive.version_added"}
TOLD = ADDED | {"drive.filed", "drive.shared", "drive.asked", "drive.received", "drive.binned"}


def entries(user, client, limit: int) -> list[Entry]:
    """Return the newest events of a client's drive; one query."""
    kind, key = subject_key(client)
    events = Event.objects.filter(subject_type=kind, subject_id=key, verb__in=TOLD)
    lines = [line_of(event) for event in events.select_related("detail").order_by("-sequence")[:limit]]
    url = reverse("crm:client_drive", args=[client.pk])
    return [_entry(list(group), url) for _key, group in groupby(lines, _same)]


def _same(line: Line) -> tuple:
    """What goes on one line: files that one person added on one day; anything else stands alone."""
    if line.event.verb not in ADDED:
        return (line.event.pk,)
    return line.event.actor_id, line.event.actor_kind, line.at.astimezone(dates.PARIS).date()


def _entry(group: list[Line], url: str) -> Entry:
    line, count = group[0], len(group)
    text = line.sentence
    if count > 1:
        told = ngettext("%(actor)s a déposé %(count)s fichier", "%(actor)s a déposé %(count)s fichiers", count)
        text = told % {"actor": line.actor_label, "count": count}
    return Entry(at=line.at, text=text, kind="fichiers", icon=line.icon, tone=line.tone, url=url, link_label=_("Drive"))


SOURCE = StreamSource("crm.drive", "crm.client", entries, ("fichiers",), Permission.CLIENTS_VIEW, 40)
