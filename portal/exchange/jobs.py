"""How a worker holds a job: one at a time, for as long as its lease; another goes on after it; a job ends once."""

from datetime import timedelta

from django.db.models import F, Q, QuerySet

from portal.core.values import dates
from portal.exchange.models import TO_DO, Job, JobState

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3


def lease_end():
    return dates.now() + LEASE


def due(model: type[Job]) -> QuerySet:
    """The jobs that no worker holds, oldest first."""
    free = Q(lease__isnull=True) | Q(lease__lt=dates.now())
    return model.objects.filter(free, state__in=TO_DO).order_by("created_at")


def give_up(model: type[Job], job_id, sentence: str) -> bool:
    """Whether this job, which several workers left without a word, has just been ended with `sentence`."""
    lost = due(model).filter(pk=job_id, attempts__gte=MOST_ATTEMPTS)
    return bool(lost.update(state=JobState.FAILED, error=sentence, finished_at=dates.now(), lease=None))


def claim(model: type[Job], job_id) -> bool:
    """Whether the job is this worker's, until its lease ends."""
    free = due(model).filter(pk=job_id)
    return bool(free.update(state=JobState.RUNNING, lease=lease_end(), attempts=F("attempts") + 1))


def finish(job: Job, **values) -> bool:
    """Whether it was still to do: a job ends once."""
    running = type(job).objects.filter(pk=job.pk, state=JobState.RUNNING)
    return bool(running.update(finished_at=dates.now(), lease=None, **values))
