"""Putting files into private storage and reading them back, verified."""

import hashlib
import logging
import uuid
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction

from portal.core import dates
from portal.core.unavailable import Unavailable
from portal.documents.detection import detect, made_here
from portal.documents.models import StoredFile

log = logging.getLogger("comptoir.documents")
FOLDER = "documents"
# Days ago: older than any open transaction, so that bytes without a row have lost it to a rollback.
ORPHAN_DAYS = (2, 3, 4)


class AlteredFile(Exception):
    """The bytes in storage are not those that were stored, or are gone."""


class StorageUnavailable(Unavailable):
    """The store does not answer: nothing is known of the file, and later it will be."""


@contextmanager
def _reaching_storage():
    """Whatever a store's library raises when it is away becomes `StorageUnavailable`; a missing file does not."""
    try:
        yield
    except FileNotFoundError:
        raise
    except Exception as error:
        log.error("file storage: %s", type(error).__name__)
        raise StorageUnavailable from error


def store(
    content: bytes,
    *,
    name: str,
    kind: str,
    about: models.Model | None = None,
    by=None,
    sealed: bool = False,
    made_as: str = "",
) -> StoredFile:
    """Keep `content` for ever (`sealed`) or until it is removed, and return its row.

    `made_as` is the type (of `detection.MADE_HERE`) of a file that the portal itself has made, parameters of
    the type included. Any other's is found from the bytes; raises `detection.RefusedFile` with a sentence when they
    are not acceptable, `StorageUnavailable` when the store is away. The bytes are written before the row, so that a
    row never lacks them; those of a transaction that rolls back are found by `sweep_orphans`.
    """
    detected = made_here(made_as, name) if made_as else detect(content, name)
    now = dates.now()
    with _reaching_storage():
        key = default_storage.save(f"{_folder(dates.today())}/{uuid.uuid4().hex}", ContentFile(content))
    try:
        return StoredFile.objects.create(
            name=detected.name,
            kind=kind,
            content_type=detected.content_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            key=key,
            about_type=about._meta.label_lower if about else "",
            about_id=str(about.pk) if about else "",
            created_at=now,
            created_by=by,
            sealed_at=now if sealed else None,
        )
    except BaseException:
        default_storage.delete(key)
        raise


def read(stored: StoredFile) -> bytes:
    """The bytes of `stored`, checked against its size and SHA-256; raises `AlteredFile`."""
    try:
        with _reaching_storage(), default_storage.open(stored.key, "rb") as file:
            content = file.read()
    except FileNotFoundError as error:
        log.error("stored file %s is gone from storage", stored.pk)
        raise AlteredFile(str(stored.pk)) from error
    if len(content) != stored.size or hashlib.sha256(content).hexdigest() != stored.sha256:
        log.error("stored file %s was altered in storage", stored.pk)
        raise AlteredFile(str(stored.pk))
    return content


def read_attachment(file_id: str) -> tuple[str, bytes, str]:
    """Name, bytes and type of a file, for whoever sends it by mail; raises `LookupError` when it cannot be sent."""
    stored = StoredFile.objects.filter(pk=file_id).first()
    if stored is None:
        raise LookupError(f"no stored file {file_id}")
    try:
        return stored.name, read(stored), stored.content_type
    except AlteredFile as error:
        raise LookupError(f"stored file {file_id} was altered or is gone") from error


def remove(stored: StoredFile) -> None:
    """Delete an unsealed file: its row now, its bytes once that is certain. Raises `models.SealedFile`."""
    key = stored.key
    with transaction.atomic():
        stored.delete()
        transaction.on_commit(lambda: default_storage.delete(key), robust=True)


def sweep_orphans() -> int:
    """Remove the bytes that transactions rolled back left behind these last days; returns how many."""
    return sum(_sweep_folder(dates.today() - timedelta(days=days)) for days in ORPHAN_DAYS)


def _sweep_folder(day: date) -> int:
    folder = _folder(day)
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return 0
    keys = {str(PurePosixPath(folder, name)) for name in names}
    known = set(StoredFile.objects.filter(key__startswith=f"{folder}/").values_list("key", flat=True))
    for key in keys - known:
        default_storage.delete(key)
    return len(keys - known)


def _folder(day: date) -> str:
    return f"{FOLDER}/{day:%Y/%m/%d}"
