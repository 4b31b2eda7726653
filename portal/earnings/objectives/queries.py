"""Objectives and how far people are."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.core.values.money import to_places
from portal.earnings.lines.queries import NOTHING, balances
from portal.earnings.objectives.models import Objective


@dataclass(frozen=True)
class Progress:
    """An objective and what was earned towards it."""

    objective: Objective
    reached: Decimal

    @property
    def missing(self) -> Decimal:
        return max(self.objective.amount - self.reached, NOTHING)

    @property
    def percent(self) -> Decimal:
        return to_places(max(self.reached, NOTHING) * 100 / self.objective.amount, 0)

    @property
    def capped(self) -> int:
        """For a bar that ends at a hundred."""
        return int(min(self.percent, Decimal(100)))


def progress_of(user, month: date) -> list[Progress]:
    """The objectives of a month that the reader sees, agencies first; three queries."""
    rows = Objective.objects.visible_to(user).filter(month=month).select_related("agent", "agency", "owner")
    found = sorted(rows, key=lambda row: (row.agency_id is None, row.whom))
    people = balances(month, agents=[row.agent_id for row in found if row.agent_id])
    agencies = balances(month, agencies=[row.agency_id for row in found if row.agency_id], by="agency")
    return [
        Progress(row, (people if row.agent_id else agencies).get(row.agent_id or row.agency_id, NOTHING))
        for row in found
    ]
