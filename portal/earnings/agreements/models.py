"""What was agreed with agents: for whom, from when to when, and the terms of each kind of sale."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.indexes import SearchIndex
from portal.core.matching import SearchedQuerySet
from portal.core.reading import reads
from portal.core.values import dates
from portal.earnings.agreements.enums import Kind
from portal.earnings.agreements.rules import Terms
from portal.earnings.whom import ForWhom, reached_by
from portal.records.models import Record, Searched

MOST_TIERS = 3


class AgreementQuerySet(SearchedQuerySet):
    def visible_to(self, user):
        """All of them for whoever edits them; for others those that apply to them or to their agency."""
        return reached_by(user, self, also=Q(agent=None, agency=None))

    def in_force(self, agent, day):
        """Those that may apply to a sale of `agent` on `day`, the most specific first."""
        whose = Q(agent=agent.pk) | Q(agent=None, agency=None)
        if agent.organisation_id:
            whose |= Q(agent=None, agency=agent.organisation_id)
        current = self.filter(whose, Q(until=None) | Q(until__gte=day), since__lte=day)
        nulls_last = {"nulls_last": True}
        return current.order_by(models.F("agent").asc(**nulls_last), models.F("agency").asc(**nulls_last), "-since")


class Agreement(Searched, ForWhom, Record):
    """One version of what was agreed; the agreement of the day of the sale applies."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("écrit par"))
    name = models.CharField(_("nom"), max_length=120)
    since = models.DateField(_("à partir du"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=2000)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("accord de rémunération")
        verbose_name_plural = _("accords de rémunération")
        indexes = [
            models.Index(fields=["since", "id"], name="earnings_agreement_since"),
            models.Index(fields=["sort_name", "id"], name="earnings_agreement_name"),
            SearchIndex(fields=["search_text"], name="earnings_agreement_search"),
        ]
        constraints = [
            models.CheckConstraint(
                name="earnings_agreement_days", condition=Q(until=None) | Q(until__gte=models.F("since"))
            ),
            models.CheckConstraint(name="earnings_agreement_whom", condition=Q(agent=None) | Q(agency=None)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("earnings:agreement", args=[self.pk])

    def search_parts(self) -> list:
        return [self.name, self.agent or "", self.agency or ""]

    @property
    @reads("agent.first_name", "agent.last_name", "agent.email", "agency.name")
    def whom(self) -> str:
        """For whom it is, in words."""
        if self.agent_id:
            return self.agent.get_full_name()
        return self.agency.name if self.agency_id else gettext("Tous les conseillers")

    @property
    @reads("since", "until")
    def is_in_force(self) -> bool:
        today = dates.today()
        return self.since <= today and (self.until is None or self.until >= today)

    @cached_property
    def terms(self) -> dict[str, Terms]:
        """The terms of each kind of sale that it names."""
        return {rule.kind: rule.terms for rule in self.rules.all()}


class Rule(models.Model):
    """The terms of one kind of sale in an agreement; `tiers` are pairs of texts: [volume, rate]."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="rules")
    kind = models.CharField(_("type de vente"), max_length=12, choices=Kind)
    rate = models.DecimalField(_("taux (%)"), max_digits=5, decimal_places=2, default=Decimal(0))
    fixed = models.DecimalField(_("montant fixe"), max_digits=10, decimal_places=2, default=Decimal(0))
    tiers = models.JSONField(_("paliers"), default=list, blank=True)

    class Meta:
        verbose_name = _("barème")
        verbose_name_plural = _("barèmes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "kind"], name="earnings_rule_once"),
            models.CheckConstraint(name="earnings_rule_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="earnings_rule_rate", condition=Q(rate__range=(0, 100))),
            models.CheckConstraint(name="earnings_rule_fixed", condition=Q(fixed__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.terms.sentence()}"

    @property
    def terms(self) -> Terms:
        tiers = tuple((Decimal(low), Decimal(rate)) for low, rate in self.tiers)
        return Terms(self.rate, self.fixed, tiers)
