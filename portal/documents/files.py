"""Private storage of files: write, and read back with verification."""

import hashlib
import logging
import time
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, models, transaction

from portal.core.plumbing.unavailable import Unavailable
from portal.core.values import dates
from portal.documents import kept_pages
from portal.documents.detection import detect, made_here
from portal.documents.models import Leftover, SealedFile, StoredFile

Answer = TypeVar("Answer")
log = logging.getLogger("comptoir.documents")
FOLDER = "documents"
# Days ago: older than any open transaction, so that bytes without a row have lost it to a rollback.
ORPHAN_DAYS = (2, 3, 4)
UNTAKEN = timedelta(days=1)  # longer than any transaction that might still take a file
LEFTOVERS = 1000  # at most, in one sweep
SLOW_SECONDS, QUIET_SECONDS = 1, 5
_silence = {"until": 0.0}


class AlteredFile(Exception):
    """Raised when the stored bytes changed, or are gone (`missing`)."""

    def __init__(self, stored: StoredFile, *, missing: bool):
        super().__init__(str(stored.pk))
        self.stored, self.missing = stored, missing


class StorageUnavailable(Unavailable):
    """Raised when the store does not answer: nothing is known of the file, retry later."""


@contextmanager
def _reaching_storage():
    """Turn any error of an unavailable store into `StorageUnavailable`, except a missing file.

    One that hangs costs a wait now and then, not all threads of a process: after a slow failure it is left alone
    for `QUIET_SECONDS`.
    """
    start = time.monotonic()
    if start < _silence["until"]:
        raise StorageUnavailable
    try:
        yield
    except FileNotFoundError:
        raise
    except Exception as error:
        if time.monotonic() - start > SLOW_SECONDS:
            _silence["until"] = time.monotonic() + QUIET_SECONDS
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
    taken: bool = True,
) -> StoredFile:
    """Keep `content` for ever (`sealed`) or until it is removed, and return its row.

    One that is not `taken` yet is swept a day later, unless a transaction has taken it (`store_for`).

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
            untaken_since=None if taken else now,
        )
    except BaseException:
        default_storage.delete(key)
        raise


def store_for(attach: Callable[[StoredFile], bool], content: bytes, *, sealed: bool = False, **what) -> bool:
    """Store `content` before the transaction in which `attach` says what it is of, so that no lock waits for a store.

    `attach` answers whether it took the file. One that was not taken (somebody was faster) is removed again, as is
    that of an `attach` that raises; what is taken is `sealed` in the same transaction. Other arguments are `store`'s.
    One whose process dies before is found by `sweep_untaken`.
    """
    return store_all_for(lambda stored: attach(*stored), [{"content": content, **what}], sealed=sealed)


def store_all_for(
    attach: Callable[[list[StoredFile]], Answer], contents: list[dict], *, sealed: bool = False
) -> Answer:
    """The same of several files, or of none, that one transaction takes together; each of `contents` is `store`'s.

    What `attach` answers is answered here; where it is nothing (False, None, 0), the files were not taken.
    """
    kept: list[StoredFile] = []
    try:
        for each in contents:
            kept.append(store(**each, taken=False))
        with transaction.atomic():
            taken = attach(kept)
            if taken and kept:
                _take(kept, sealed=sealed)
    except BaseException:
        for stored in kept:
            _remove_if_possible(stored)
        raise
    if not taken:
        for stored in kept:
            remove(stored)
    return taken


def _take(kept: list[StoredFile], *, sealed: bool) -> None:
    seal = {"sealed_at": models.F("created_at")} if sealed else {}
    StoredFile.objects.filter(pk__in=[stored.pk for stored in kept]).update(untaken_since=None, **seal)
    for stored in kept:
        stored.untaken_since = None  # saving the instance again does not mark it as unattached


def _remove_if_possible(stored: StoredFile) -> bool:
    """Remove the file without hiding the first error: the database may be away, or have kept the file after all."""
    try:
        remove(stored)
    except (DatabaseError, SealedFile) as error:
        log.error("stored file %s stays behind: %s", stored.pk, type(error).__name__)
        return False
    return True


def read(stored: StoredFile) -> bytes:
    """Return the bytes of `stored`, checked against its size and SHA-256; raise `AlteredFile`."""
    try:
        with _reaching_storage(), default_storage.open(stored.key, "rb") as file:
            content = file.read()
    except FileNotFoundError as error:
        log.error("stored file %s is gone from storage", stored.pk)
        raise AlteredFile(stored, missing=True) from error
    if len(content) != stored.size or hashlib.sha256(content).hexdigest() != stored.sha256:
        log.error("stored file %s was altered in storage", stored.pk)
        raise AlteredFile(stored, missing=False)
    return content


def read_attachment(file_id: str) -> tuple[str, bytes, str]:
    """Return name, bytes and type of a file to mail; raise `LookupError` when it cannot be sent."""
    stored = StoredFile.objects.filter(pk=file_id).first()
    if stored is None:
        raise LookupError(f"no stored file {file_id}")
    try:
        return stored.name, read(stored), stored.content_type
    except AlteredFile as error:
        raise LookupError(f"stored file {file_id} was altered or is gone") from error


def remove(stored: StoredFile) -> None:
    """Delete an unsealed file: its row now, its bytes after the commit. Raises `models.SealedFile`."""
    key = stored.key
    with transaction.atomic():
        stored.delete()
        _delete_bytes(key)
    kept_pages.forget(stored.sha256)


def erase(stored: StoredFile) -> None:
    """Delete a file, even a sealed one: only for legal erasure of what nobody signed (see `retention`)."""
    key = stored.key
    with transaction.atomic():
        StoredFile._base_manager.filter(pk=stored.pk).delete()
        _delete_bytes(key)
    kept_pages.forget(stored.sha256)


def _delete_bytes(key: str) -> None:
    """Delete the bytes after the commit; the sweep retries when the store is away or this process dies."""
    Leftover.objects.create(key=key)
    transaction.on_commit(lambda: _forget(key), robust=True)


def _forget(key: str) -> None:
    with _reaching_storage():
        default_storage.delete(key)
    Leftover.objects.filter(key=key).delete()


def sweep_untaken() -> int:
    """Delete files, a day old or more, that were never attached to a record; return how many.

    A file that is referenced after all stays, and does not stop the sweep.
    """
    lost = list(StoredFile.objects.filter(untaken_since__lt=dates.now() - UNTAKEN)[:LEFTOVERS])
    for stored in lost:
        log.warning("stored file %s (%s) was never taken, and goes", stored.pk, stored.kind)
    return sum([_remove_if_possible(stored) for stored in lost])


def sweep_leftovers() -> int:
    """Delete the bytes that remained after their row was deleted; return how many."""
    keys = list(Leftover.objects.order_by("pk").values_list("key", flat=True)[:LEFTOVERS])
    for key in keys:
        _forget(key)
    return len(keys)


def sweep_orphans() -> int:
    """Delete the bytes left by transactions rolled back in the last days; return how many."""
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
