"""What people keep of their lists: views by name, and exports that a worker makes."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates

KEPT_DAYS = 7
LONGEST_QUERY = 4000


class SavedView(models.Model):
    """A list as its owner likes it: filters, sort, display and columns, under a name.

    `shared_with` names the circle that finds it among its own (`saved_views.circle_of`); empty: nobody else does.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    listing = models.CharField(max_length=40)
    name = models.CharField(_("nom de la vue"), max_length=60)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    is_default = models.BooleanField(_("ouvrir la liste sur cette vue"), default=False)
    shared_with = models.CharField(max_length=40, blank=True, editable=False)
    created_at = models.DateTimeField(default=dates.now, editable=False)

    class Meta:
        verbose_name = _("vue enregistrée")
        verbose_name_plural = _("vues enregistrées")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "listing", "name"], name="exchange_view_name"),
            models.UniqueConstraint(
                fields=["owner", "listing"], condition=Q(is_default=True), name="exchange_one_default_view"
            ),
        ]
        indexes = [
            models.Index(fields=["shared_with", "listing"], condition=~Q(shared_with=""), name="exchange_shared")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shared(self) -> bool:
        return bool(self.shared_with)


class Format(models.TextChoices):
    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("Excel (XLSX)")


class JobState(models.TextChoices):
    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    READY = "ready", _("Prêt")
    FAILED = "failed", _("Échec")
    EXPIRED = "expired", _("Expiré")


TO_DO = (JobState.WAITING, JobState.RUNNING)


class Job(models.Model):
    """What one asked of a list and a worker does, with how far it is; see `portal/exchange/jobs.py`."""

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
        """What the progress counts towards: the rows foreseen, or those handled when there are more."""
        return max(self.expected, self.handled, 1)


def kept_until():
    return dates.now() + timedelta(days=KEPT_DAYS)


class ExportJob(Job):
    """A long export: the same rows as the list its owner saw, read when the worker comes to it."""

    format = models.CharField(max_length=4, choices=Format)
    file = models.ForeignKey("documents.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField(default=kept_until)

    class Meta(Job.Meta):
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        indexes = [
            models.Index(fields=["state", "created_at"], name="exchange_export_state"),
            models.Index(fields=["owner", "created_at"], name="exchange_export_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                name="exchange_ready_has_a_file",
                condition=Q(state=JobState.READY, file__isnull=False) | ~Q(state=JobState.READY),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing} · {self.get_format_display()}"


class BulkJob(Job):
    """One step for many rows: those its owner saw and confirmed, whatever the list shows since."""

    action = models.CharField(max_length=40)
    reason = models.CharField(max_length=500, blank=True)

    class Meta(Job.Meta):
        verbose_name = _("action groupée")
        verbose_name_plural = _("actions groupées")
        indexes = [
            models.Index(fields=["state", "created_at"], name="exchange_bulk_state"),
            models.Index(fields=["owner", "created_at"], name="exchange_bulk_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.listing} · {self.action}"


class BulkRowState(models.TextChoices):
    WAITING = "waiting", _("En attente")
    DONE = "done", _("Fait")
    REFUSED = "refused", _("Refusé")


class BulkRow(models.Model):
    """One row of a bulk action under the name its owner saw, and what came of it."""

    job = models.ForeignKey(BulkJob, models.CASCADE, related_name="rows")
    key = models.BigIntegerField()
    name = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=BulkRowState, default=BulkRowState.WAITING)
    refusal = models.TextField(blank=True)

    class Meta:
        verbose_name = _("ligne d’une action groupée")
        verbose_name_plural = _("lignes d’une action groupée")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["job", "key"], name="exchange_bulk_row_once")]

    def __str__(self) -> str:
        return self.name
