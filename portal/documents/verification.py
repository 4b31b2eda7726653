"""Periodic verification of stored files: missing or changed bytes are recorded until they are right."""

from collections.abc import Iterator
from datetime import timedelta

from portal.core.values import dates
from portal.documents import files
from portal.documents.models import FileFault, StoredFile

EACH_FILE = timedelta(hours=20)  # so that all are read within a day, in slices
RUNS = 100  # of the 288 a day that take a slice: some may be missed
SMALLEST_SLICE = 50


def check(stored: StoredFile) -> FileFault | None:
    """Read one file again and note what is found; returns its fault, None when its bytes are those that were stored.

    Raises `files.StorageUnavailable` when the store is away: nothing is known then.
    """
    try:
        files.read(stored)
    except files.AlteredFile as error:
        return note(error)
    FileFault.objects.filter(stored=stored.pk).delete()
    _checked(stored)
    return None


def note(error: files.AlteredFile) -> FileFault | None:
    """Record the result of reading a file; None when its row is gone meanwhile."""
    if not _checked(error.stored):
        return None
    kind = FileFault.Kind.MISSING if error.missing else FileFault.Kind.ALTERED
    fault, _created = FileFault.objects.update_or_create(stored_id=error.stored.pk, defaults={"kind": kind})
    return fault


def _checked(stored: StoredFile) -> int:
    return StoredFile.objects.filter(pk=stored.pk).update(checked_at=dates.now())


def check_slice() -> int:
    """Read again the files that were read longest ago, a slice of all; returns how many. Stops when the store is away.

    The slice is large enough for `RUNS` of them to read every file.
    """
    most = max(SMALLEST_SLICE, -(-StoredFile.objects.count() // RUNS))
    due = StoredFile.objects.filter(checked_at__lt=dates.now() - EACH_FILE, untaken_since=None)
    done = 0
    for stored in due.order_by("checked_at")[:most]:
        check(stored)
        done += 1
    return done


def check_all() -> Iterator[FileFault]:
    """Check every stored file now, and return the faults found."""
    for stored in StoredFile.objects.filter(untaken_since=None).order_by("created_at", "pk").iterator():
        fault = check(stored)
        if fault is not None:
            yield fault
