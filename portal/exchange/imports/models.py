"""Imports: a file, how it was understood, what each line does, and what was there before."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.exchange.imports.kinds import Verdict
from portal.exchange.job_models import TO_DO, Job

VERDICT_WORDS = {
    Verdict.CREATED: (_("Nouveau"), "success"),
    Verdict.UPDATED: (_("Modifié"), "info"),
    Verdict.UNCHANGED: (_("Inchangé"), "neutral"),
    Verdict.IGNORED: (_("Ignoré"), "warning"),
    Verdict.REFUSED: (_("Refusé"), "danger"),
}


class Step(models.TextChoices):
    """Where an import is; its `state` tells how far the worker is with the step."""

    READ = "read", _("À vérifier")
    PLAN = "plan", _("Simulation")
    APPLY = "apply", _("Import")
    UNDO = "undo", _("Annulation")


class ImportSource(models.Model):
    """A mapping kept per kind, source and header, so that the same file is understood at once next time."""

    kind = models.CharField(max_length=40)
    source = models.BigIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    understood = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    used_at = models.DateTimeField(default=dates.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "source", "fingerprint"], name="exchange_import_source_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint[:8]}"


class ImportBatch(Job):
    """One file being imported. `mapping` is {field key: column number}; `counts` the lines of each verdict."""

    listing = None
    query = None
    kind = models.CharField(max_length=40)
    source = models.BigIntegerField(default=0)
    source_name = models.CharField(max_length=200, blank=True)
    step = models.CharField(max_length=8, choices=Step, default=Step.READ)
    file = models.ForeignKey("documents.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200)
    understood = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    sums = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    ending = models.JSONField(null=True)  # what its end changed besides the lines
    token = models.CharField(max_length=80, blank=True)
    is_cancelled = models.BooleanField(default=False)

    class Meta(Job.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            models.Index(fields=["state", "created_at"], name="exchange_import_state"),
            models.Index(fields=["owner", "created_at"], name="exchange_import_owner"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source"],
                condition=Q(step__in=[Step.APPLY, Step.UNDO], state__in=TO_DO),
                name="exchange_import_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportLine(models.Model):
    """One record of an imported file. `before` is what it replaced, for the undo; `left` why the undo kept it."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    label = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Verdict])
    reason = models.CharField(max_length=500, blank=True)
    target = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)
    is_applied = models.BooleanField(default=False)
    left = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="exchange_import_line_once")]
        indexes = [models.Index(fields=["batch", "verdict", "number"], name="exchange_import_line_verdict")]

    def __str__(self) -> str:
        return f"{self.number} {self.verdict}"

    @property
    def word(self) -> str:
        """The verdict for people."""
        return VERDICT_WORDS[self.verdict][0]

    @property
    def tone(self) -> str:
        return VERDICT_WORDS[self.verdict][1]
