"""Lease of a job: one worker at a time, another takes over when it expires; a job ends once."""

from datetime import timedelta

from django.db.models import F, Q, QuerySet

from portal.core.values import dates
from portal.exchange.models import TO_DO, Job, JobState

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3


def lease_end():
    return dates.now() + LEASE


def due(model: type[Job]) -> QuerySet:
    """Return the jobs that no worker holds, oldest first."""
    free = Q(lease__isnull=True) | Q(lease__lt=dates.now())
    return model.objects.filter(free, state__in=TO_DO).order_by("created_at")


def give_up(model: type[Job], job_id, sentence: str) -> bool:
    """End a job that several workers left unfinished with `sentence`; return whether it was ended."""
    lost = due(model).filter(pk=job_id, attempts__gte=MOST_ATTEMPTS)
    return bool(lost.update(state=JobState.FAILED, error=sentence, finished_at=dates.now(), lease=None))


def claim(model: type[Job], job_id) -> bool:
    """Take the lease of the job; return whether this worker has it."""
    free = due(model).filter(pk=job_id)
    return bool(free.update(state=JobState.RUNNING, lease=lease_end(), attempts=F("attempts") + 1))


def finish(job: Job, **values) -> bool:
    """End the job once; return whether it was still to do."""
    running = type(job).objects.filter(pk=job.pk, state=JobState.RUNNING)
    return bool(running.update(finished_at=dates.now(), lease=None, **values))
