"""« Va-t-on faire le mois ? »: what is validated beside the same days before, and what became of what was sent."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import CharField, Count, Value
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.sales.enums import Status
from contracts.sales.models import Contract
from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.scopes import Reach
from portal.core.page_queries import MOST_FIGURED, page_counts, page_rows, shown
from portal.core.plugs.home import HomeBlock
from portal.core.values import dates
from portal.core.values.money import Price, format_euros
from portal.earnings.objectives.queries import Progress, progress_of

NAMES = THIS, BEFORE, LAST_YEAR = ("this", "before", "last year")
MOST_OBJECTIVES = 3


@dataclass(frozen=True)
class Period:
    """The contracts validated from `first` to `last` and still valid: how many, and their value excluding VAT."""

    first: date
    last: date
    count: int = 0
    value: Decimal = Decimal(0)
    recurring: Decimal = Decimal(0)

    @property
    def url(self) -> str:
        """Return the list of these contracts."""
        return f"{reverse('contracts:list')}?statut={Status.VALIDATED}&valide_du={self.first}&valide_au={self.last}"

    @property
    def hint(self) -> str:
        sentence = ngettext("%(count)s contrat", "%(count)s contrats", self.count) % {"count": self.count}
        if not self.recurring:
            return sentence
        return _("%(count)s, dont %(amount)s / mois") % {"count": sentence, "amount": format_euros(self.recurring)}


@dataclass(frozen=True)
class Stage:
    """One stage of the funnel: how many of the contracts sent this month got there."""

    label: str
    number: int
    sent: int
    url: str
    is_share: bool = True

    @property
    def shown(self) -> str:
        return shown(self.number, MOST_FIGURED)

    @property
    def hint(self) -> str:
        """Return the share of what was sent; nothing where the numbers stop."""
        if not self.sent or self.sent >= MOST_FIGURED or not self.is_share:
            return ""
        return _("%(share)s %% des envoyés") % {"share": round(self.number * 100 / self.sent)}


def render(request) -> str:
    """Return the figures of sellers, agencies and the back-office; empty for clients and where nothing was sold."""
    user, today = request.user, dates.today()
    if scopes.CONTRACTS.reach(user) not in (Reach.OWN, Reach.GROUP, Reach.ALL):
        return ""
    sold, stages, objectives = sold_in(user, today), funnel(user, today), objectives_of(user, today)
    if not (objectives or stages[0].number or any(period.count for period in sold.values())):
        return ""
    context = {
        "this": sold[THIS],
        "before": sold[BEFORE],
        "last_year": sold[LAST_YEAR],
        "stages": stages,
        "objectives": objectives,
        "answer": answer(sold, objectives, today),
        "month_name": dates.month_name(today),
        "day": today,
    }
    return render_to_string("contracts/home_month.html", context, request=request)


def answer(sold: dict[str, Period], objectives: list[Progress], today: date) -> str:
    """Return in a sentence how the month goes: by the first objective if there is one, else beside last month."""
    if not objectives:
        gap = sold[THIS].value - sold[BEFORE].value
        if not gap:
            return _("Autant que le mois dernier à la même date.")
        sentence = (
            _("%(gap)s de plus que le mois dernier à la même date.")
            if gap > 0
            else _("%(gap)s de moins que le mois dernier à la même date.")
        )
        return sentence % {"gap": format_euros(abs(gap))}
    first = objectives[0]
    if not first.missing:
        return _("L’objectif est atteint.")
    left = working_days_left(today)
    days = ngettext("%(count)s jour ouvré", "%(count)s jours ouvrés", left) % {"count": left}
    return _("Il manque %(missing)s pour l’objectif, il reste %(days)s.") % {
        "missing": format_euros(first.missing),
        "days": days,
    }


def working_days_left(today: date) -> int:
    """Return the working days until the end of the month, today among them."""
    return dates.working_days_between(today - timedelta(days=1), dates.next_month(today) - timedelta(days=1))


def objectives_of(user, today: date) -> list[Progress]:
    """Return the objectives of the agency and its people for a manager, their own first for a seller.

    None for those who follow every agency.
    """
    reach = scopes.EARNINGS.reach(user)
    if reach not in (Reach.OWN, Reach.GROUP):
        return []
    found = progress_of(user, today.replace(day=1))
    if reach is Reach.OWN:
        found.sort(key=lambda progress: progress.objective.agent_id != user.pk)
    return found[:MOST_OBJECTIVES]


# --- what is validated ------------------------------------------------------------------------------


def days_of(today: date) -> dict[str, tuple[date, date]]:
    """Return the days of this month so far, and the same ones of last month and of this month last year."""
    first = today.replace(day=1)
    before, year_ago = (first - timedelta(days=1)).replace(day=1), first.replace(year=first.year - 1)
    starts = {THIS: first, BEFORE: before, LAST_YEAR: year_ago}
    return {name: (start, _same_day(start, today)) for name, start in starts.items()}


def _same_day(first: date, today: date) -> date:
    return first.replace(day=min(today.day, monthrange(first.year, first.month)[1]))


def sold_in(user, today: date) -> dict[str, Period]:
    """Return the three periods in the reader's scope, to the cent. One query."""
    days = days_of(today)
    ends = [
        moment
        for first, last in days.values()
        for moment in (dates.start_of_day(first), dates.start_of_day(last + timedelta(days=1)))
    ]
    rows = _validated(user, *ends)
    return {name: _period(*days[name], [row for row in rows if row[0] == name]) for name in NAMES}


def _period(first: date, last: date, rows: list[tuple]) -> Period:
    return Period(
        first,
        last,
        count=sum(count for *_price, count in rows),
        value=sum((_worth(*price) * count for _n, *price, count in rows), Decimal(0)),
        recurring=sum((net * count for _n, net, _rate, months, count in rows if months), Decimal(0)),
    )


def _worth(net: Decimal, rate: Decimal, months: int | None) -> Decimal:
    return Price.of(net, rate).times(months or 1).net


@page_rows
def _validated(user, first, end, first_before, end_before, first_last_year, end_last_year):
    """Return the name of the period, price and count of what was validated in each and is still valid."""
    windows = ((first, end), (first_before, end_before), (first_last_year, end_last_year))
    mine = Contract.objects.visible_to(user).order_by().filter(status=Status.VALIDATED)
    kinds = [
        mine.filter(validated_at__gte=start, validated_at__lt=end)
        .values_list(Value(name, CharField()), "net_price", "vat_rate", "duration_months")
        .annotate(number=Count("*"))
        for name, (start, end) in zip(NAMES, windows, strict=True)
    ]
    return kinds[0].union(*kinds[1:], all=True)


# --- what became of what was sent -------------------------------------------------------------------


def funnel(user, today: date) -> list[Stage]:
    """Return the stages that the contracts sent this month got to. One query."""
    first = today.replace(day=1)
    numbers = _became(user, dates.start_of_day(first), up_to=MOST_FIGURED)
    sent = f"{reverse('contracts:list')}?envoye_du={first}"
    labels = {
        "sent": (_("Envoyés"), sent),
        "signed": (_("Signés"), f"{sent}&signe_du={first}"),
        "validated": (_("Validés"), f"{sent}&statut={Status.VALIDATED}"),
        "withdrawn": (_("Rétractés"), f"{sent}&statut={Status.WITHDRAWN}"),
    }
    return [
        Stage(label, numbers[name], numbers["sent"], url, is_share=name != "sent")
        for name, (label, url) in labels.items()
    ]


@page_counts
def _became(user, first):
    sent = Contract.objects.visible_to(user).filter(submitted_at__gte=first)
    return {
        "sent": sent,
        "signed": sent.filter(signed_at__gte=first),
        "validated": sent.filter(status=Status.VALIDATED),
        "withdrawn": sent.filter(status=Status.WITHDRAWN),
    }


BLOCK = HomeBlock("contracts.month", render, Permission.CONTRACTS_VIEW, 1)
