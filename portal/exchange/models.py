"""Saved views of lists, exports and bulk jobs."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.exchange.imports.models import ImportBatch, ImportLine, ImportSource
from portal.exchange.job_models import LONGEST_QUERY, TO_DO, Job, JobState

__all__ = ["ImportBatch", "ImportLine", "ImportSource", "Job", "JobState", "LONGEST_QUERY", "TO_DO"]

KEPT_DAYS = 7


class SavedView(models.Model):
    """Filters, sort, display and columns of a list, saved under a name by its owner.

    `shared_with` names the circle that sees it among its own (`saved_views.circle_of`); empty: private.
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


def kept_until():
    return dates.now() + timedelta(days=KEPT_DAYS)


class ExportJob(Job):
    """A long export: the rows of the list its owner saw, read when the worker runs."""

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
    """One row of a bulk action under the name its owner saw, and its outcome."""

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
