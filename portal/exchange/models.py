"""What people keep of their lists: views by name, and exports that a worker makes."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core import dates

KEPT_DAYS = 7
LONGEST_QUERY = 4000


class SavedView(models.Model):
    """A list as its owner likes it: filters, sort, display and columns, under a name."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    listing = models.CharField(max_length=40)
    name = models.CharField(_("nom de la vue"), max_length=60)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    is_default = models.BooleanField(_("ouvrir la liste sur cette vue"), default=False)
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

    def __str__(self) -> str:
        return self.name


class Format(models.TextChoices):
    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("Excel (XLSX)")


class ExportState(models.TextChoices):
    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    READY = "ready", _("Prêt")
    FAILED = "failed", _("Échec")
    EXPIRED = "expired", _("Expiré")


def kept_until():
    return dates.now() + timedelta(days=KEPT_DAYS)


class ExportJob(models.Model):
    """A long export: the same rows as the list its owner saw, read when the worker comes to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    listing = models.CharField(max_length=40)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    format = models.CharField(max_length=4, choices=Format)
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    expected = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    file = models.ForeignKey("documents.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    error = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=dates.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(default=kept_until)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["state", "created_at"], name="exchange_export_state"),
            models.Index(fields=["owner", "created_at"], name="exchange_export_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                name="exchange_ready_has_a_file",
                condition=Q(state=ExportState.READY, file__isnull=False) | ~Q(state=ExportState.READY),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing} · {self.get_format_display()}"

    @property
    def is_done(self) -> bool:
        return self.state not in (ExportState.WAITING, ExportState.RUNNING)

    @property
    def steps(self) -> int:
        """What the progress counts towards: the rows foreseen, or those written when there are more."""
        return max(self.expected, self.written, 1)
