"""Publish, replace and withdraw documents; record who opens them."""

from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from catalog.library.models import Audience, Document, Opening, Replacement
from portal.audit.history import record
from portal.core.values import dates
from portal.documents import files
from portal.documents.uploads import Upload
from portal.records import actions as records

KIND = "library"
SHEET = ("title", "category", "description", "valid_from", "valid_until")


def publish(*, values: dict, upload: Upload, key: UUID | None = None, by) -> Document:
    """Create a document from the form's `values` and file; the same form sent twice (same `key`) gives the same one."""
    key = key or uuid4()
    sheet = {name: values[name] for name in SHEET}
    sheet |= {"uploaded_by": by, "published_at": _online_from(values["valid_from"])}

    def attach(stored) -> bool:
        document, created = records.create(Document(creation_key=key, file=stored, **sheet), by=by)
        if created:
            _address(document, values)
            _belongs_to(stored, document)
            record(document, "library.published", by=by)
        return created

    files.store_for(attach, upload.content, name=upload.name, kind=KIND, by=by)
    return Document.objects.get(creation_key=key)


@transaction.atomic
def change(*, document: Document, values: dict, version: int, by) -> Document:
    """Write what was typed on a document's sheet; raise `records.Stale` when it changed since the form was shown."""
    row = _lock(document)
    sheet = {name: values[name] for name in SHEET}
    if dates.now() < row.published_at and row.valid_from != values["valid_from"]:
        sheet["published_at"] = _online_from(values["valid_from"])
    if records.write(row, sheet, version=version, also=_is_for_others(row, values)):
        _address(row, values)
        record(row, "library.changed", by=by)
    return row


def replace_file(*, document: Document, upload: Upload, version: int, by) -> Document:
    """Replace the file by a new version; the former one is kept, and the document is new again for its readers.

    The same bytes again change nothing. Raises `records.Stale` when the document changed meanwhile.
    """

    def attach(stored) -> bool:
        row = _lock(document)
        if row.file.sha256 == stored.sha256:
            return False
        former = row.file
        new = {"file": stored, "file_version": row.file_version + 1, "published_at": _online_from(row.valid_from)}
        records.write(row, new, version=version)
        Replacement.objects.create(document=row, version=row.file_version - 1, file=former, replaced_by=by)
        record(row, "library.replaced", by=by, data={"version": row.file_version})
        return True

    files.store_for(attach, upload.content, name=upload.name, kind=KIND, about=document, by=by)
    return Document.objects.select_related("category", "file").get(pk=document.pk)


@transaction.atomic
def withdraw(*, document: Document, by) -> Document:
    """Hide a document from its readers; nothing is deleted. Idempotent."""
    return _move(document, dates.now(), "library.withdrawn", by)


@transaction.atomic
def restore(*, document: Document, by) -> Document:
    """Undo a withdrawal."""
    return _move(document, None, "library.restored", by)


def note_opening(*, document: Document, user) -> None:
    """Count that `user` opened `document` now."""
    if _opened_again(document, user):
        return
    try:
        with transaction.atomic():
            Opening.objects.create(document=document, user=user)
    except IntegrityError:  # two tabs at once: the other one was faster
        _opened_again(document, user)


def _opened_again(document: Document, user) -> bool:
    mine = Opening.objects.filter(document=document, user=user)
    return bool(mine.update(times=F("times") + 1, last_at=dates.now()))


def _lock(document: Document) -> Document:
    return Document.objects.select_for_update(of=("self",)).select_related("category", "file").get(pk=document.pk)


def _move(document: Document, withdrawn_at: datetime | None, verb: str, by) -> Document:
    row = _lock(document)
    if bool(row.withdrawn_at) != bool(withdrawn_at):
        records.write(row, {"withdrawn_at": withdrawn_at})
        record(row, verb, by=by)
    return row


def _is_for_others(row: Document, values: dict) -> bool:
    return _roles(row) != set(values["roles"]) or _places(row) != {place.pk for place in values["organisations"]}


def _address(document: Document, values: dict) -> None:
    wanted, present = set(values["roles"]), _roles(document)
    document.audience.filter(role__in=present - wanted).delete()
    Audience.objects.bulk_create(Audience(document=document, role=role) for role in sorted(wanted - present))
    document.organisations.set(values["organisations"])


def _roles(document: Document) -> set[str]:
    return set(document.audience.values_list("role", flat=True))


def _places(document: Document) -> set[int]:
    return set(document.organisations.values_list("pk", flat=True))


def _belongs_to(stored, document: Document) -> None:
    stored.about_type, stored.about_id = document._meta.label_lower, str(document.pk)
    stored.save()


def _online_from(valid_from: date) -> datetime:
    """Return when readers first see it: now, or the morning of its first valid day."""
    return max(dates.now(), datetime.combine(valid_from, time(), tzinfo=dates.PARIS))
