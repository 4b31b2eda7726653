"""Bulk actions on many rows: a worker takes the step row by row, and resumes after a killed one.

The step and its record are one transaction per row: no row is done twice.
"""

from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.audit.transitions import Refused
from portal.celery import wake
from portal.exchange import jobs, notices
from portal.exchange.models import LONGEST_QUERY, TO_DO, BulkJob, BulkRow, BulkRowState, JobState
from portal.ui.listing import registry
from portal.ui.listing.bulk import BulkAction, Declined
from portal.ui.listing.declaration import Listing

LONGEST_NAME = 300


@transaction.atomic
def ask_for_bulk(*, listing: Listing, action: BulkAction, rows: list, reason: str, query: str, by) -> BulkJob:
    """Queue a confirmed action for a worker; confirmed twice while it waits, it runs once."""
    same = {"owner": by, "listing": listing.name, "action": action.key, "reason": reason}
    keys = {row.pk for row in rows}
    for waiting in BulkJob.objects.filter(**same, state__in=TO_DO).prefetch_related("rows"):
        if {row.key for row in waiting.rows.all()} == keys:
            return waiting
    job = BulkJob.objects.create(**same, query=query[:LONGEST_QUERY], expected=len(rows))
    named = [BulkRow(job=job, key=row.pk, name=listing.row_name(row)[:LONGEST_NAME]) for row in rows]
    BulkRow.objects.bulk_create(named)
    transaction.on_commit(partial(wake, "exchange.bulk", str(job.pk)), robust=True)
    return job


def run_bulk(*, job_id) -> None:
    """Take the step for every remaining row of an action that no other worker holds."""
    job = BulkJob.objects.select_related("owner").filter(pk=job_id).first()
    if job is None:
        return
    with override(job.owner.language):
        if not _given_up(job) and jobs.claim(BulkJob, job_id):
            _go_on(job)


def _go_on(job: BulkJob) -> None:
    for row in job.rows.filter(state=BulkRowState.WAITING):
        now = BulkJob.objects.select_related("owner").get(pk=job.pk)
        if now.state != JobState.RUNNING:  # ended while this worker was thought dead
            return
        listing, action = opened(now)
        if action is None:
            sentence = _("Vous n’avez plus le droit de faire cette action. Elle s’est arrêtée avant la fin.")
            _end(now, state=JobState.FAILED, error=sentence)
            return
        _take(now, listing, action, row)
    _end(job, state=JobState.READY)


def opened(job: BulkJob) -> tuple[Listing | None, BulkAction | None]:
    """Return the list and the step of `job`, if its owner may still use them."""
    listing = registry.find(job.listing)
    if listing is None or not job.owner.has_right(listing.right):
        return None, None
    return listing, next((action for action in listing.bulk_for(job.owner) if action.key == job.action), None)


@transaction.atomic
def _take(job: BulkJob, listing: Listing, action: BulkAction, row: BulkRow) -> None:
    """Handle one row unless another worker did; progress shows that the job is not stuck."""
    mine = BulkRow.objects.filter(pk=row.pk)
    if not mine.filter(state=BulkRowState.WAITING).update(state=BulkRowState.DONE):
        return
    if refusal := _refusal(job, listing, action, row):
        mine.update(state=BulkRowState.REFUSED, refusal=refusal)
    BulkJob.objects.filter(pk=job.pk).update(handled=F("handled") + 1, attempts=0, lease=jobs.lease_end())


def _refusal(job: BulkJob, listing: Listing, action: BulkAction, row: BulkRow) -> str:
    """Take the step; return why it could not be taken, or an empty string."""
    record = listing.source(job.owner).filter(pk=row.key).first()
    if record is None:
        return _("Élément supprimé ou inaccessible.")
    try:
        with transaction.atomic():
            answer = action.run(record, by=job.owner, reason=job.reason)
    except Refused as refused:
        return refused.sentence
    return answer.sentence if isinstance(answer, Declined) else ""


@transaction.atomic
def _given_up(job: BulkJob) -> bool:
    sentence = _("L’action s’est arrêtée avant la fin. Reprenez-la pour le reste, ou écrivez au support.")
    lost = jobs.give_up(BulkJob, job.pk, sentence)
    if lost:
        notices.tell_bulk_stopped(job)
    return lost


@transaction.atomic
def _end(job: BulkJob, *, state: str, error: str = "") -> None:
    if jobs.finish(job, state=state, error=error):
        tell = notices.tell_bulk_stopped if error else notices.tell_bulk_done
        tell(job)
