"""The figures and lines of statements; every queryset of a page starts from `visible_to`."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from portal.core.values import dates
from portal.earnings.lines.enums import State
from portal.earnings.lines.models import Earning
from portal.earnings.lines.queries import NOTHING
from portal.earnings.statements.enums import Status
from portal.earnings.statements.models import Statement

COUNTED = (State.EARNED, State.TAKEN_BACK)


@dataclass(frozen=True)
class Figures:
    """What a statement says: frozen once it is approved, that of its lines until then."""

    carried: Decimal = NOTHING
    earned: Decimal = NOTHING
    taken_back: Decimal = NOTHING
    lines: int = 0

    @property
    def total(self) -> Decimal:
        return self.carried + self.earned + self.taken_back

    @property
    def payable(self) -> Decimal:
        return max(self.total, NOTHING)

    @property
    def carried_on(self) -> Decimal:
        """What the next statement begins with."""
        return min(self.total, NOTHING)


def statements_of(user):
    return Statement.objects.visible_to(user).select_related("agent", "agency")


def lines_of(statement: Statement):
    """The lines that the statement sums, in their order."""
    lines = Earning.objects.filter(agent=statement.agent_id, month=statement.month, state__in=COUNTED)
    return lines.order_by("day", "pk")


def figures_of(statement: Statement) -> Figures:
    """The figures of a statement; until it is approved, from its lines and the statement before."""
    if statement.status != Status.TO_APPROVE:
        return Figures(statement.carried, statement.earned, statement.taken_back, statement.lines)
    sums = {
        state: (amount, count)
        for state, amount, count in lines_of(statement)
        .order_by()
        .values_list("state")
        .annotate(amount=Sum("amount"), count=Count("pk"))
    }
    earned, taken = (sums.get(state, (NOTHING, 0)) for state in COUNTED)
    before = earlier(statement).exclude(status=Status.TO_APPROVE).order_by("-month").first()
    carried = min(before.total, NOTHING) if before else NOTHING
    return Figures(carried, earned[0], taken[0], earned[1] + taken[1])


def earlier(statement: Statement):
    return Statement.objects.filter(agent=statement.agent_id, month__lt=statement.month)


def missing_before(month: date):
    """Pairs of an agent and a month before `month` that has lines and no statement."""
    known = Statement.objects.filter(month__lt=month).values_list("agent", "month")
    lines = Earning.objects.filter(month__lt=month, state__in=COUNTED).order_by()
    return sorted(set(lines.values_list("agent", "month").distinct()) - set(known), key=lambda pair: (pair[1], pair[0]))


def to_approve(user):
    """The statements that wait for the back-office, oldest first."""
    return statements_of(user).filter(status=Status.TO_APPROVE).order_by("month", "pk")


def current_month() -> date:
    return dates.today().replace(day=1)
