"""Base of background jobs: state, progress and lease."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates

LONGEST_QUERY = 4000


class JobState(models.TextChoices):
    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    READY = "ready", _("Prêt")
    FAILED = "failed", _("Échec")
    EXPIRED = "expired", _("Expiré")


TO_DO = (JobState.WAITING, JobState.RUNNING)


class Job(models.Model):
    """A job on a list, run by a worker, and its progress; see `portal/exchange/jobs.py`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    listing = models.CharField(max_length=40)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    expected = models.PositiveIntegerField(default=0)
    handled = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=dates.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-created_at"]

    @property
    def is_done(self) -> bool:
        return self.state not in TO_DO

    @property
    def steps(self) -> int:
        """Return the total of the progress: the expected rows, or those handled when there are more."""
        return max(self.expected, self.handled, 1)
