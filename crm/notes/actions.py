"""Notes are written, corrected and deleted by their author; the history of the file keeps that it happened."""

from uuid import UUID

from django.db import transaction

from crm.clients.models import Client
from crm.notes.models import Note
from portal.audit.history import record
from portal.audit.transitions import NotYours, lock
from portal.records import actions as records


@transaction.atomic
def write(*, client: Client, kind: str, text: str, key: UUID, by) -> Note:
    """A new note of `by` on a file; the same form sent twice (same `key`) makes one."""
    note = Note(client=lock(client), author=by, kind=kind, text=text, creation_key=key)
    return records.create(note, by=by)[0]


@transaction.atomic
def change(*, note: Note, values: dict, version: int, by) -> Note:
    """Correct one's own note; raises `records.Stale` when it changed since the form was opened."""
    row = lock(note)
    _check_author(row, by)
    if records.write(row, values, version=version):
        record(lock(row.client), "crm.note_changed", by=by)
    return row


@transaction.atomic
def delete(*, note: Note, by) -> None:
    row = lock(note)
    _check_author(row, by)
    record(lock(row.client), "crm.note_deleted", by=by)
    row.delete()


def _check_author(note: Note, by) -> None:
    if note.author_id != by.pk:
        raise NotYours(note)
