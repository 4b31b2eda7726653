"""Exports of a list as a file: at once when short, by a worker when long."""

import logging
from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import F
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.celery import wake
from portal.core.paging import page as keyset_page
from portal.core.values import dates
from portal.documents.detection import RefusedFile
from portal.documents.files import StorageUnavailable, remove, store_for
from portal.documents.models import StoredFile
from portal.exchange import jobs, notices, writing
from portal.exchange.models import LONGEST_QUERY, TO_DO, ExportJob, Format, JobState, kept_until
from portal.ui.listing import registry
from portal.ui.listing.address import Address
from portal.ui.listing.declaration import Listing
from portal.ui.listing.sources import selected

log = logging.getLogger("comptoir.exports")
AT_ONCE = 1_000
MOST_ROWS = 100_000
CHUNK = 500  # rows held in memory at a time, with what they refer to
WRITERS = {Format.CSV: writing.csv_bytes, Format.XLSX: writing.xlsx_bytes}


class CannotExport(Exception):
    """Raised for an export that will never be made; `str(error)` says why."""


def file_name(listing: Listing, kind: str) -> str:
    return f"{listing.name}-{dates.today():%Y-%m-%d}.{kind}"


def rows_of(listing: Listing, user, address: Address, told=lambda written: None) -> Iterator[list]:
    """Yield the values of every row that `user` may see under `address`, in order; `told` gets the count so far."""
    queryset, sort = selected(listing, user, address).qs, address.sort
    cursor, written = "", 0
    while True:
        page = keyset_page(queryset, key=sort.field, cursor=cursor, descending=sort.descending, size=CHUNK)
        for record in page.rows:
            yield [column.exported(record) for column in address.columns]
        written += len(page.rows)
        told(written)
        cursor = page.next_cursor
        if not cursor:
            return
        if written >= MOST_ROWS:
            raise CannotExport(_("Il y a plus de 100 000 lignes : ajoutez un filtre, par exemple une période."))


def make_file(listing: Listing, user, address: Address, kind: str, told=lambda written: None) -> bytes:
    """Return the bytes of an export of `kind` (`csv`, `xlsx`)."""
    header = [str(column.label) for column in address.columns]
    return WRITERS[Format(kind)](header, rows_of(listing, user, address, told))


@transaction.atomic
def ask_for_export(*, listing: Listing, query: str, kind: str, expected: int, by) -> ExportJob:
    """Queue an export for a worker; asked twice while it waits, it is made once.

    Raises `CannotExport` when the address is too long to be kept.
    """
    if len(query) > LONGEST_QUERY:
        raise CannotExport(_("Cette liste a trop de filtres pour être exportée."))
    same = {"owner": by, "listing": listing.name, "query": query, "format": kind}
    waiting = ExportJob.objects.filter(**same, state__in=TO_DO).first()
    if waiting:
        return waiting
    job = ExportJob.objects.create(**same, expected=expected)
    transaction.on_commit(lambda: wake("exchange.run", str(job.pk)), robust=True)
    return job


def run_export(*, job_id) -> None:
    """Make the file of an export that no other worker holds, with what its owner may see now."""
    sentence = _("L’export n’a pas pu être préparé. Réessayez, ou écrivez au support.")
    if jobs.give_up(ExportJob, job_id, sentence) or not jobs.claim(ExportJob, job_id):
        return
    job = ExportJob.objects.select_related("owner").get(pk=job_id)
    try:
        with override(job.owner.language):
            content = _content(job)
    except (CannotExport, RefusedFile) as error:
        jobs.finish(job, state=JobState.FAILED, error=str(error)[:300])
        return
    name = file_name(registry.find(job.listing), job.format)
    try:
        store_for(partial(_hand_out, job), content, name=name, kind="export", about=job, by=job.owner)
    except StorageUnavailable:  # its lease expires in two minutes, then it is retried, without limit
        ExportJob.objects.filter(pk=job_id, state=JobState.RUNNING).update(attempts=F("attempts") - 1)


def _hand_out(job: ExportJob, stored: StoredFile) -> bool:
    """Attach the file; do nothing when another worker was faster."""
    ready = jobs.finish(job, state=JobState.READY, file=stored, expires_at=kept_until())
    if ready:
        notices.tell_ready(job, stored.name)
    return ready


def _content(job: ExportJob) -> bytes:
    listing = registry.find(job.listing)
    if listing is None or not (job.owner.has_right(listing.right) and job.owner.has_right(listing.export_right)):
        raise CannotExport(_("Vous n’avez plus le droit d’exporter cette liste."))

    def told(written: int) -> None:
        ExportJob.objects.filter(pk=job.pk).update(handled=written, lease=jobs.lease_end())

    return make_file(listing, job.owner, Address.read(listing, QueryDict(job.query)), job.format, told)


def expire_old_exports() -> int:
    """Delete the files of expired exports; return how many."""
    old = ExportJob.objects.filter(state=JobState.READY, expires_at__lt=dates.now()).select_related("file")
    return sum(_expire(job) for job in old[:100])


@transaction.atomic
def _expire(job: ExportJob) -> int:
    stored = job.file
    gone = ExportJob.objects.filter(pk=job.pk, state=JobState.READY).update(state=JobState.EXPIRED, file=None)
    if gone and stored:
        remove(stored)
    return gone
