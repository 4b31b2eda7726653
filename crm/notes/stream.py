"""Notes and calls on the timeline of a party."""

from crm.notes.enums import Kind
from crm.notes.models import Note
from portal.access.permissions import Permission
from portal.core.plugs.stream import Entry, StreamSource


def entries(user, client, limit: int) -> list[Entry]:
    """The newest notes; the caller has the file in scope. One query."""
    newest = Note.objects.filter(client=client).select_related("author").order_by("-created_at", "-pk")[:limit]
    return [_entry(user, note) for note in newest]


def _entry(user, note: Note) -> Entry:
    return Entry(
        at=note.created_at,
        text=note.get_kind_display(),
        kind="notes",
        icon=note.icon,
        tone="info" if note.kind == Kind.CALL else "progress",
        actor=note.author.get_full_name(),
        body=note.text,
        edit_url=note.get_absolute_url() if note.author_id == user.pk else "",
    )


SOURCE = StreamSource("crm.notes", "crm.client", entries, ("notes",), Permission.CLIENTS_VIEW)
