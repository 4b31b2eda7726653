"""Acts that can be undone for a few seconds, and whose messages wait for that time."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates


class Reversal(models.Model):
    """One act: who did it to what, the values before and after, and until when it can be undone.

    `version` is the record's after the act: when it has another one, something else happened since.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    command = models.CharField(_("action"), max_length=60)
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("par"))
    before = models.JSONField(_("avant"), default=dict)
    after = models.JSONField(_("après"), default=dict)
    version = models.PositiveIntegerField()
    at = models.DateTimeField(_("le"), default=dates.now)
    until = models.DateTimeField(_("annulable jusqu’à"))
    undone_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("action annulable")
        verbose_name_plural = _("actions annulables")
        indexes = [
            models.Index(fields=["until"], condition=Q(undone_at=None, finished_at=None), name="undo_reversal_open"),
            models.Index(fields=["about_type", "about_id"], name="undo_reversal_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(finished_at=None), name="undo_reversal_undone_or_finished"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.command} · {self.about_type} {self.about_id}"
