"""Figures of the home pages: each is one query in its reader's scope."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import CharField, Count, DateField, Value
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext as _

from contracts.confirmation.queries import late_before, open_locks
from contracts.sales.enums import Status
from contracts.sales.indexes import HAPPENINGS
from contracts.sales.models import Contract
from portal.core.page_queries import MOST_FIGURED, page_counts, page_rows, shown
from portal.core.values import dates
from portal.core.values.money import Price
from portal.ui.charts import BarChart, Series

WEEKS = 8
AGES = (0, 1, 2, 5)  # working days: upper bounds of the age groups of the queue, the last one open
MOST = MOST_FIGURED
SIGNED_SINCE = "signed since"
WAITING = (Status.DRAFT, Status.AWAITING_CLIENT, Status.AWAITING_BACK_OFFICE)
CLOSED = (Status.UNPAID, Status.UNREACHABLE)


def start_of_month() -> datetime:
    return dates.start_of_day(dates.today().replace(day=1))


@dataclass
class Standing:
    """Contracts of one seller awaiting something, by status, and this month's figures, excluding VAT.

    `turnover` is the value of the contracts validated over their whole life, `recurring` what is paid each month.
    """

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    signed: int = 0
    validated: int = 0
    turnover: Decimal = Decimal(0)
    recurring: Decimal = Decimal(0)

    def __iadd__(self, other: "Standing") -> "Standing":
        for status, count in other.counts.items():
            self.counts[status] += count
        self.signed += other.signed
        self.validated += other.validated
        self.turnover += other.turnover
        self.recurring += other.recurring
        return self

    def of(self, status: Status) -> int:
        return self.counts.get(status, 0)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing waits and nothing happened this month."""
        return not any(self.counts.values()) and not self.signed and not self.validated


def standings(user, *, with_sales: bool = True) -> dict[int, Standing]:
    """Return the figures of each seller in the reader's scope, by account key. A query, and another for sales."""
    found: dict[int, Standing] = defaultdict(Standing)
    month = start_of_month()
    for owner, status, count in _by_status(user, month):
        if status == SIGNED_SINCE:
            found[owner].signed += count
        else:
            found[owner].counts[status] += count
    for owner, net, rate, months, count in _sold(user, month) if with_sales else ():
        found[owner].validated += count
        found[owner].turnover += Price.of(net, rate).times(months or 1).net * count
        found[owner].recurring += net * count if months else 0
    return found


def _scope(user):
    return Contract.objects.visible_to(user).order_by()


@page_rows
def _by_status(user, month):
    """Return seller, status and count of waiting contracts; then of those signed since `month`."""
    waiting = _scope(user).filter(status__in=WAITING).values_list("owner", "status").annotate(number=Count("*"))
    signed = _scope(user).filter(signed_at__gte=month).values_list("owner", Value(SIGNED_SINCE, CharField()))
    return waiting.union(signed.annotate(number=Count("*")), all=True)


@page_rows
def _sold(user, month):
    """Return the contracts validated since `month` and still valid, grouped by price so that cents are exact."""
    sold = _scope(user).filter(status=Status.VALIDATED, validated_at__gte=month)
    return sold.values_list("owner", "net_price", "vat_rate", "duration_months").annotate(number=Count("*"))


def weekly_chart(user) -> BarChart:
    """Return the signed, validated and withdrawn contracts of the last `WEEKS` weeks, by event date. One query."""
    first = dates.week_of(dates.today()) - timedelta(weeks=WEEKS - 1)
    mondays = [first + timedelta(weeks=week) for week in range(WEEKS)]
    happened = _happened(user, dates.start_of_day(first))
    counts = {(name, monday): count for name, monday, count in happened}
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
        note=_("Nombre de contrats par semaine. La semaine en cours est incomplète."),
    )


@page_rows
def _happened(user, start):
    """Count each of `HAPPENINGS` per week since `start`: its name, the Monday, the count."""
    kinds = [
        _scope(user)
        .filter(**{f"{name}__gte": start})
        .values_list(Value(name, CharField()), TruncWeek(name, output_field=DateField(), tzinfo=dates.PARIS))
        .annotate(number=Count("*"))
        for name in HAPPENINGS
    ]
    return kinds[0].union(*kinds[1:], all=True)


@dataclass(frozen=True)
class OfficeDay:
    """Main figures of the back-office, each counted up to `MOST`; `ages` is how long contracts have waited for
    validation, in working days.
    """

    numbers: dict[str, int]
    ages: BarChart

    def shown(self, name: str) -> str:
        return shown(self.numbers[name], MOST)


def office_day(user) -> OfficeDay:
    """Return the state of the queue, locks, and contracts with problems. One query."""
    today = dates.today()
    ends = tuple(dates.start_of_day(dates.first_day_within(age, today)) for age in AGES)
    numbers = _office_numbers(user, late_before(), ends, up_to=MOST)
    waited = [numbers.pop(f"age {step}") for step in range(len(AGES) + 1)]
    many = _("Les colonnes sont coupées au-delà de %(most)s.") % {"most": MOST - 1} if max(waited) >= MOST else ""
    ages = BarChart(
        title=_("Contrats à confirmer selon leur âge"),
        head=_("Jours ouvrés"),
        categories=["0", "1", "2", _("3 à 5"), _("plus de 5")],
        series=[Series(_("Contrats"), [min(number, MOST - 1) for number in waited])],
        note=" ".join(filter(None, (_("En jours ouvrés depuis la signature."), many))),
    )
    return OfficeDay(numbers, ages)


@page_counts
def _office_numbers(user, late, ends):
    mine = Contract.objects.visible_to(user)
    waiting = mine.filter(status=Status.AWAITING_BACK_OFFICE)
    older = [{}, *({"signed_at__lt": end} for end in ends)]
    newer = [*({"signed_at__gte": end} for end in ends), {}]
    return {
        "waiting": waiting,
        "late": waiting.filter(signed_at__lt=late),
        "locks": open_locks(),
        **{status: mine.filter(status=status) for status in (Status.AWAITING_CLIENT, *CLOSED)},
        **{f"age {step}": waiting.filter(**older[step], **newer[step]) for step in range(len(older))},
    }
