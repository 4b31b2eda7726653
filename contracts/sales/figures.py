"""The figures of the home pages: each is one query over what its reader may see."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import CharField, Count, DateField, Q, Value
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext as _

from contracts.sales.enums import Status
from contracts.sales.models import Contract
from portal.core import dates
from portal.core.money import Price
from portal.ui.charts import BarChart, Series

WEEKS = 8
AGES = (0, 1, 2, 5)  # working days: the ends of the steps of the queue's ages, the last one open
HAPPENINGS = ("signed_at", "validated_at", "withdrawal_sent_at")


def start_of_month() -> datetime:
    return dates.start_of_day(dates.today().replace(day=1))


@dataclass
class Standing:
    """Where one seller stands: contracts by status, and what this month brought, TTC."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    signed: int = 0
    validated: int = 0
    turnover: Decimal = Decimal(0)

    def __iadd__(self, other: "Standing") -> "Standing":
        for status, count in other.counts.items():
            self.counts[status] += count
        self.signed += other.signed
        self.validated += other.validated
        self.turnover += other.turnover
        return self

    def of(self, status: Status) -> int:
        return self.counts.get(status, 0)

    @property
    def is_empty(self) -> bool:
        return not any(self.counts.values())


def standings(user) -> dict[int, Standing]:
    """Where each seller in the reader's scope stands, by the key of their account. Two queries."""
    found: dict[int, Standing] = defaultdict(Standing)
    scope = Contract.objects.visible_to(user).order_by()
    month = start_of_month()
    counts = {"count": Count("pk"), "signed": Count("pk", filter=Q(signed_at__gte=month))}
    for owner, status, count, new in scope.values_list("owner", "status").annotate(**counts):
        found[owner].counts[status] += count
        found[owner].signed += new
    for owner, count, gross in _validated_since(scope, month):
        found[owner].validated += count
        found[owner].turnover += gross
    return found


def _validated_since(scope, moment: datetime):
    """Seller, number and amount TTC of what was validated since and still is, grouped by price: cents stay exact."""
    sold = scope.filter(status=Status.VALIDATED, validated_at__gte=moment)
    groups = sold.values_list("owner", "net_price", "vat_rate", "duration_months").annotate(Count("pk"))
    for owner, net, rate, months, count in groups:
        yield owner, count, Price.of(net, rate).times(months or 1).gross * count


def weekly_chart(user) -> BarChart:
    """Signed, validated and withdrawn in each of the last `WEEKS` weeks, by the day it happened. One query."""
    first = dates.week_of(dates.today()) - timedelta(weeks=WEEKS - 1)
    mondays = [first + timedelta(weeks=week) for week in range(WEEKS)]
    counts = _per_week(Contract.objects.visible_to(user).order_by(), first)
    series = {name: [counts.get((name, monday), 0) for monday in mondays] for name in HAPPENINGS}
    return BarChart(
        title=_("Signés, validés et rétractés par semaine"),
        head=_("Semaine du"),
        categories=[f"{monday:%d/%m}" for monday in mondays],
        series=[
            Series(_("Signés"), series["signed_at"], "info"),
            Series(_("Validés"), series["validated_at"], "success"),
            Series(_("Rétractés"), series["withdrawal_sent_at"], "muted"),
        ],
        note=_("Chaque contrat compte la semaine où cela s’est passé. La dernière est en cours."),
    )


def _per_week(scope, first: date) -> dict[tuple[str, date], int]:
    """How many contracts had each of `HAPPENINGS` in each week since the Monday `first`."""
    start = dates.start_of_day(first)
    kinds = [
        scope.filter(**{f"{name}__gte": start})
        .values_list(Value(name, CharField()), TruncWeek(name, output_field=DateField(), tzinfo=dates.PARIS))
        .annotate(Count("pk"))
        for name in HAPPENINGS
    ]
    return {(name, monday): count for name, monday, count in kinds[0].union(*kinds[1:], all=True)}


@dataclass(frozen=True)
class Queue:
    """How much waits for the back-office, how much of it is late, and for how long it has waited."""

    length: int
    late: int
    ages: BarChart


def queue(user) -> Queue:
    """The state of the back-office's queue. One query."""
    waiting = Contract.objects.visible_to(user).filter(status=Status.AWAITING_BACK_OFFICE)
    today = dates.today()
    ends = [dates.start_of_day(dates.first_day_within(age, today)) for age in AGES]
    late = dates.start_of_day(dates.first_day_within(settings.BACK_OFFICE_DAYS, today))
    within = {f"within_{age}": Count("pk", filter=Q(signed_at__gte=end)) for age, end in zip(AGES, ends, strict=True)}
    counts = waiting.aggregate(length=Count("pk"), late=Count("pk", filter=Q(signed_at__lt=late)), **within)
    steps = [0, *(counts[f"within_{age}"] for age in AGES), counts["length"]]
    ages = BarChart(
        title=_("Contrats à confirmer selon leur âge"),
        head=_("Jours ouvrés"),
        categories=["0", "1", "2", _("3 à 5"), _("plus de 5")],
        series=[Series(_("Contrats"), [upper - lower for lower, upper in zip(steps, steps[1:], strict=False)])],
        note=_("En jours ouvrés depuis la signature."),
    )
    return Queue(length=counts["length"], late=counts["late"], ages=ages)
