"""What agents are expected to earn, earn and give back: lines that are only ever added."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.access import scopes
from portal.core.indexes import SearchIndex, sort_indexes
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.earnings.agreements.enums import Kind
from portal.earnings.agreements.models import Agreement
from portal.earnings.lines.enums import STATE_TONES, State
from portal.earnings.lines.rules import Entry
from portal.records.models import Searched


class Payee(models.Model):
    """One row per agent who earns something, locked while a line or a statement of theirs is written.

    `closed` is the last month whose statement was approved: a later line about it counts in the next open month.
    """

    agent = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="payee")
    closed = models.DateField(_("dernier mois approuvé"), null=True, blank=True)

    class Meta:
        verbose_name = _("bénéficiaire")
        verbose_name_plural = _("bénéficiaires")

    def __str__(self) -> str:
        return str(self.agent)


class EarningQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        """An agent their own, a manager those of the agency, the back-office all."""
        return scopes.EARNINGS.rows(self, user, own="agent", group="agency")

    def of_source(self, source_type: str, source_id: str):
        return self.filter(source_type=source_type, source_id=source_id).order_by("kind", "number")

    def update(self, **values):
        raise TypeError("Earnings are only ever added.")

    def delete(self):
        raise TypeError("Earnings are only ever added.")


class Earning(Searched):
    """One line. `number` counts the lines of one source and kind, so that no two people write the same one."""

    source_type = models.CharField(max_length=60, editable=False)
    source_id = models.CharField(max_length=40, editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    label = models.CharField(_("origine"), max_length=200)
    url = models.CharField(max_length=300, blank=True, editable=False)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="earnings", verbose_name=_("conseiller")
    )
    agency = models.ForeignKey(
        "accounts.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="earnings",
        verbose_name=_("agence"),
    )
    kind = models.CharField(_("type"), max_length=12, choices=Kind)
    state = models.CharField(_("état"), max_length=8, choices=State)
    amount = models.DecimalField(_("montant"), max_digits=12, decimal_places=2)
    base = models.DecimalField(_("assiette"), max_digits=12, decimal_places=2, default=Decimal(0))
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="earnings", verbose_name=_("accord")
    )
    terms = models.CharField(_("barème appliqué"), max_length=200, blank=True)
    reason = models.CharField(_("motif"), max_length=300, blank=True)
    day = models.DateField(_("date"))
    month = models.DateField(_("mois"))
    cancels = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="cancelled_by", verbose_name=_("annule")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("par")
    )
    created_at = models.DateTimeField(_("date de création"), default=dates.now, editable=False)

    objects = EarningQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne de rémunération")
        verbose_name_plural = _("lignes de rémunération")
        indexes = [
            # One per sort of the list and per scope of a reader: one's own, one agency, all.
            *sort_indexes("earnings", {"agent": "agent", "agency": "agency"}, {"day": "day", "amount": "amount"}),
            models.Index(fields=["agent", "month", "kind"], name="earnings_agent_month"),
            SearchIndex(fields=["search_text"], name="earnings_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source_type", "source_id", "kind", "number"], name="earnings_line_once"),
            models.UniqueConstraint(
                fields=["source_type", "source_id", "kind"],
                condition=Q(state=State.EARNED),
                name="earnings_earned_once",
            ),
            models.CheckConstraint(name="earnings_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="earnings_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="earnings_earned_is_positive", condition=~Q(state=State.EARNED) | Q(amount__gte=0, cancels=None)
            ),
            models.CheckConstraint(
                name="earnings_taken_back_says_of_what_and_why",
                condition=~Q(state=State.TAKEN_BACK) | Q(cancels__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(name="earnings_month_is_a_first", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.label} · {self.get_state_display()}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("Earnings are only ever added.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Earnings are only ever added.")

    @reads("url")
    def get_absolute_url(self) -> str:
        """The page of what was sold."""
        return self.url

    def search_parts(self) -> list:
        return [self.label, self.agent.get_full_name(), self.reason]

    def sort_key(self) -> str:
        return self.label

    @property
    @reads("agent.first_name", "agent.last_name", "agent.email")
    def agent_name(self) -> str:
        return self.agent.get_full_name()

    @property
    @reads("state")
    def status_label(self) -> str:
        return str(State(self.state).label)

    @property
    @reads("state")
    def status_tone(self) -> str:
        return STATE_TONES[State(self.state)]

    @property
    def entry(self) -> Entry:
        """The line as the rules read it; `cancels` is the key of a row here."""
        return Entry(self.state, self.amount, self.base, self.reason, self.cancels_id)
