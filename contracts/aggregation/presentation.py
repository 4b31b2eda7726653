"""Sums and splits of a client's contracts, ours and the partners', for the page and the printed statement."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from contracts.aggregation import queries
from contracts.aggregation.enums import State
from contracts.aggregation.models import PartnerContract
from contracts.sales.models import Contract
from crm.models import Client
from portal.core.values import dates
from portal.core.values.money import format_amount, format_percent, to_places
from portal.ui.charts import Part, ShareChart

UNKNOWN_RISK = "—"


@dataclass(frozen=True)
class Share:
    """One part of a split: its label, amount and share of the whole in per cent."""

    label: str
    amount: Decimal
    percent: Decimal

    @property
    def amount_label(self) -> str:
        return format_amount(self.amount)

    @property
    def percent_label(self) -> str:
        return format_percent(to_places(self.percent, 1))

    @property
    def meter(self) -> str:
        """The share for a drawing: a number written with a point."""
        return f"{self.percent:.1f}"


@dataclass(frozen=True)
class Total:
    """The sum of what is held in one currency."""

    amount: str
    hint: str
    label: str


class Aggregation:
    """Everything a client holds on a day: partners' contracts with the last value up to that day, and our own."""

    def __init__(self, user, client: Client, day: date | None = None):
        self.day = day or dates.today()
        mine = queries.contracts_of(user).filter(client=client).order_by("sort_name", "pk")
        self.contracts = list(queries.as_of(mine, self.day))
        for each in self.contracts:
            each.amount_label = "—" if each.amount is None else format_amount(each.amount, each.currency)
        own = Contract.objects.visible_to(user).filter(client=client)
        self.own = list(own.order_by("-created_at", "-pk")[:50])

    @cached_property
    def held(self) -> list[PartnerContract]:
        return [each for each in self.contracts if each.state == State.OPEN]

    @cached_property
    def ended(self) -> list[PartnerContract]:
        """Redeemed and ended contracts, which count in no total."""
        return [each for each in self.contracts if each.state != State.OPEN]

    @cached_property
    def totals(self) -> dict[str, Decimal]:
        """The sum of what is held by currency; currencies are never added to one another."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for each in self.held:
            if each.amount is not None:
                found[each.currency] += each.amount
        return dict(sorted(found.items()))

    @property
    def total_labels(self) -> list[Total]:
        """The totals in words, one per currency."""
        hint = _("au %(day)s") % {"day": f"{self.day:%d/%m/%Y}"}
        label = _("Total chez les partenaires")
        return [Total(format_amount(amount, currency), hint, label) for currency, amount in self.totals.items()]

    def splits(self) -> list[tuple[str, list[Share]]]:
        """The euros held by partner, by kind and by risk."""
        return [
            (_("Par partenaire"), self.by_partner()),
            (_("Par type"), self.by_kind()),
            (_("Par niveau de risque"), self.by_risk()),
        ]

    @property
    def has_other_currencies(self) -> bool:
        return any(currency != "EUR" for currency in self.totals)

    def charts(self) -> list[ShareChart]:
        """The splits drawn, those that have parts."""
        heads = (_("Partenaire"), _("Type"), _("Niveau de risque"))
        return [
            ShareChart(title, head, _("Valeur"), [Part(each.label, each.amount_label, each.percent) for each in shares])
            for head, (title, shares) in zip(heads, self.splits(), strict=True)
            if shares
        ]

    @property
    def stale(self) -> list[PartnerContract]:
        return [each for each in self.held if each.amount_on and (self.day - each.amount_on) > queries.STALE_AFTER]

    def by_partner(self) -> list[Share]:
        return self._split(lambda each: each.partner.name)

    def by_kind(self) -> list[Share]:
        return self._split(lambda each: str(each.offer.get_kind_display()) if each.offer else _("Non classé"))

    def by_risk(self) -> list[Share]:
        """Part the euros by risk, lowest risk first."""
        shares = self._split(lambda each: f"SRI {each.offer.risk}" if each.offer and each.offer.risk else UNKNOWN_RISK)
        return sorted(shares, key=lambda share: (share.label == UNKNOWN_RISK, share.label))

    def _split(self, label) -> list[Share]:
        """Part the euros held by a label, greatest part first."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for each in self.held:
            if each.amount and each.currency == "EUR":
                sums[label(each)] += each.amount
        whole = sum(sums.values(), Decimal(0))
        parts = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
        return [Share(name, amount, amount * 100 / whole) for name, amount in parts if whole]
