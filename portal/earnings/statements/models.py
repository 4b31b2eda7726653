"""The monthly statement of an agent: the lines of a month, what is carried over, what is paid."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from portal.access import scopes
from portal.audit.models import StatusModel, StatusQuerySet
from portal.core.indexes import SearchIndex, sort_indexes
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.earnings.statements.enums import STATUS_TONES, Status
from portal.earnings.statements.workflow import StatementWorkflow
from portal.records.models import Searched


class StatementQuerySet(StatusQuerySet, SearchedQuerySet):
    def visible_to(self, user):
        return scopes.EARNINGS.rows(self, user, own="agent", group="agency")


class Statement(StatementWorkflow, Searched, StatusModel):
    """Figures are those of its lines until it is approved, then frozen.

    `carried` is the negative balance of the month before (0 or less); `total` what the month leaves. A negative total
    is not paid: the next statement carries it.
    """

    STATUS_TONES = STATUS_TONES
    Status = Status

    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="statements", verbose_name=_("conseiller")
    )
    agency = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agence")
    )
    month = models.DateField(_("mois"))
    status = FSMField(_("statut"), choices=Status, default=Status.TO_APPROVE, protected=True, max_length=12)
    carried = models.DecimalField(_("report"), max_digits=12, decimal_places=2, default=Decimal(0))
    earned = models.DecimalField(_("acquis"), max_digits=12, decimal_places=2, default=Decimal(0))
    taken_back = models.DecimalField(_("repris"), max_digits=12, decimal_places=2, default=Decimal(0))
    lines = models.PositiveIntegerField(_("lignes"), default=0)
    approved_at = models.DateTimeField(_("approuvé le"), null=True, blank=True, editable=False)
    paid_on = models.DateField(_("payé le"), null=True, blank=True)
    document = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    work_lease = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("date de création"), default=dates.now, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("relevé de rémunération")
        verbose_name_plural = _("relevés de rémunération")
        indexes = [
            *sort_indexes("earnings_stmt", {"agent": "agent", "agency": "agency"}, {"month": "month"}),
            models.Index(fields=["month", "id"], name="earnings_stmt_waiting", condition=Q(status=Status.TO_APPROVE)),
            SearchIndex(fields=["search_text"], name="earnings_stmt_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agent", "month"], name="earnings_stmt_once"),
            models.CheckConstraint(name="earnings_stmt_status", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="earnings_stmt_month_is_a_first", condition=Q(month__day=1)),
            models.CheckConstraint(name="earnings_stmt_carried", condition=Q(carried__lte=0)),
            models.CheckConstraint(
                name="earnings_stmt_paid_on", condition=Q(status=Status.PAID) ^ Q(paid_on__isnull=True)
            ),
            models.CheckConstraint(
                name="earnings_stmt_approved_at", condition=Q(status=Status.TO_APPROVE) ^ Q(approved_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return gettext("Relevé de %(name)s, %(month)s") % {"name": self.agent, "month": self.month_name}

    def get_absolute_url(self) -> str:
        return reverse("earnings:statement", args=[self.pk])

    def search_parts(self) -> list:
        return [self.agent.get_full_name(), self.month_name]

    def sort_key(self) -> str:
        return self.agent.get_full_name()

    @property
    @reads("agent.first_name", "agent.last_name", "agent.email")
    def agent_name(self) -> str:
        return self.agent.get_full_name()

    @property
    @reads("month")
    def month_name(self) -> str:
        """`mars 2026`."""
        return dates.month_name(self.month)

    @property
    @reads("carried", "earned", "taken_back")
    def total(self) -> Decimal:
        return self.carried + self.earned + self.taken_back

    @property
    @reads("carried", "earned", "taken_back")
    def payable(self) -> Decimal:
        return max(self.total, Decimal(0))
