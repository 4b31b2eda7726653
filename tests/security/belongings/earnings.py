"""Remuneration of somebody: an agreement of theirs, what they earned, a statement, an objective."""

from datetime import date
from decimal import Decimal

from portal.earnings.agreements.enums import Kind
from tests.factories.earnings import AgreementFactory, ObjectiveFactory, StatementFactory, earned


def make(owner, name, client) -> None:
    AgreementFactory(name=name, agent=owner, terms={Kind.ORDER: {"rate": Decimal(10)}})
    earned(owner, source=client, kind=Kind.ORDER, label=name)
    StatementFactory(agent=owner)
    ObjectiveFactory(agent=owner, month=date(2026, 3, 1))
