"""The models of remuneration, by room."""

from portal.earnings.agreements.models import Agreement, Rule
from portal.earnings.lines.models import Earning, Payee
from portal.earnings.objectives.models import Objective
from portal.earnings.statements.models import Statement

__all__ = ["Agreement", "Earning", "Objective", "Payee", "Rule", "Statement"]
