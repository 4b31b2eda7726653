"""Agreements, lines, statements and objectives of remuneration."""

from datetime import date
from decimal import Decimal

import factory
from django.db import transaction

from portal.earnings import actions
from portal.earnings.agreements.enums import Kind
from portal.earnings.models import Agreement, Objective, Rule, Statement
from tests.factories.accounts import UserFactory
from tests.factories.base import RecordFactory

LONG_AGO = date(2020, 1, 1)


class AgreementFactory(RecordFactory):
    """Ten per cent of every contract, for all agents, unless told otherwise."""

    class Meta:
        model = Agreement
        skip_postgeneration_save = True

    owner = factory.SubFactory(UserFactory, back_office=True)
    name = "Accord commun"
    since = LONG_AGO

    @factory.post_generation
    def terms(self, create, extracted, **kwargs):
        for kind, values in (extracted or {Kind.CONTRACT: {"rate": Decimal(10)}}).items():
            Rule.objects.create(agreement=self, kind=kind, **values)


class StatementFactory(RecordFactory):
    class Meta:
        model = Statement

    agent = factory.SubFactory(UserFactory)
    agency = factory.LazyAttribute(lambda row: row.agent.organisation)
    month = date(2026, 3, 1)


class ObjectiveFactory(RecordFactory):
    class Meta:
        model = Objective

    owner = factory.SubFactory(UserFactory, manager=True)
    agent = factory.SubFactory(UserFactory)
    month = date(2026, 3, 1)
    amount = Decimal(1000)


def earned(agent, base="1000", *, source=None, kind=Kind.CONTRACT, day=None, label="Vente"):
    """A line that `agent` earned under the agreement in force."""
    source = source or UserFactory()
    with transaction.atomic():
        return actions.earn(source=source, kind=kind, agent=agent, base=Decimal(base), day=day, label=label)[0]
