"""What pages and other apps read of the lines; every queryset of a page starts from `visible_to`."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from portal.audit.history import subject_key
from portal.earnings.lines.enums import State
from portal.earnings.lines.models import Earning

NOTHING = Decimal(0)


def was_earned(source, kind: str) -> bool:
    """Return whether a line was ever earned by `source`, also when it was taken back since."""
    source_type, source_id = subject_key(source)
    lines = Earning.objects.filter(source_type=source_type, source_id=source_id, kind=kind)
    return lines.filter(state=State.EARNED).exists()


@dataclass(frozen=True)
class Totals:
    """The sums of some lines."""

    expected: Decimal = NOTHING
    earned: Decimal = NOTHING
    taken_back: Decimal = NOTHING

    @property
    def balance(self) -> Decimal:
        return self.earned + self.taken_back

    @classmethod
    def of(cls, sums: dict[str, Decimal]) -> "Totals":
        return cls(*(sums.get(state, NOTHING) for state in (State.EXPECTED, State.EARNED, State.TAKEN_BACK)))


def totals_of(user, month: date) -> Totals:
    """Return what is earned and taken back in `month`, and all that is expected, in the reader's scope; one query."""
    rows = Earning.objects.visible_to(user).filter(Q(month=month) | Q(state=State.EXPECTED))
    return Totals.of(dict(rows.order_by().values_list("state").annotate(sum=Sum("amount"))))


def balances(month: date, *, agents=None, agencies=None, by: str = "agent") -> dict[int, Decimal]:
    """What was earned less what was taken back in `month`, by agent or by agency."""
    rows = Earning.objects.filter(month=month, state__in=(State.EARNED, State.TAKEN_BACK))
    rows = rows.filter(agent__in=agents) if agents is not None else rows
    rows = rows.filter(agency__in=agencies) if agencies is not None else rows
    return dict(rows.order_by().values_list(by).annotate(sum=Sum("amount")))
