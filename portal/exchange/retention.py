"""Retention of exports, after their files, and of results of bulk actions."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.core.plugs.retention import Rule
from portal.exchange.models import KEPT_DAYS, BulkJob, BulkRow, ExportJob, JobState

ENDED = (JobState.FAILED, JobState.EXPIRED)


def ended(before: datetime) -> QuerySet:
    """Return exports whose file is gone already."""
    return ExportJob.objects.filter(state__in=ENDED, created_at__lt=before).order_by("created_at")


def told(before: datetime) -> QuerySet:
    """Return finished bulk actions that still name their rows."""
    states = (JobState.READY, JobState.FAILED)
    return BulkJob.objects.filter(state__in=states, finished_at__lt=before).order_by("finished_at")


@transaction.atomic
def forget_rows(jobs: list[BulkJob]) -> int:
    """Delete the names, as with the file of an export: each row's own history says what was done."""
    BulkRow.objects.filter(job__in=jobs).delete()
    return BulkJob.objects.filter(pk__in=[job.pk for job in jobs]).update(state=JobState.EXPIRED, reason="")


def forgotten(before: datetime) -> QuerySet:
    return BulkJob.objects.filter(state=JobState.EXPIRED, created_at__lt=before).order_by("created_at")


RULES = (
    Rule(
        name="exchange.exports",
        label=_("Exports demandés par les équipes"),
        kept=format_lazy(_("Fichier : {days} jours ; demande : %(time)s"), days=KEPT_DAYS),
        then=_("Supprimés"),
        days=lambda: settings.KEEP_EXPORTS_DAYS,
        due=ended,
        order=90,
    ),
    Rule(
        name="exchange.bulk_rows",
        label=_("Détail des actions sur de nombreuses lignes"),
        kept="%(time)s",
        then=_("Supprimé"),
        days=lambda: KEPT_DAYS,
        due=told,
        erase=forget_rows,
        order=91,
    ),
    Rule(
        name="exchange.bulk",
        label=_("Actions sur de nombreuses lignes, sans leur détail"),
        kept="%(time)s",
        then=_("Supprimées"),
        days=lambda: settings.KEEP_EXPORTS_DAYS,
        due=forgotten,
        order=92,
    ),
)
