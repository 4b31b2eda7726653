"""Demonstration: an agreement for all and one of one's own, statements of past months, objectives of this one."""

from datetime import timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.db.models import F

from portal.access.permissions import Permission
from portal.core.values import dates
from portal.earnings.agreements import actions as agreements
from portal.earnings.agreements.enums import Kind
from portal.earnings.agreements.rules import Terms
from portal.earnings.models import Agreement, Objective, Statement
from portal.earnings.objectives import actions as objectives
from portal.earnings.statements import actions as statements
from portal.earnings.statements.enums import Status

D = Decimal
COMMON = {
    Kind.CONTRACT: Terms(rate=D(8), tiers=((D(3000), D(10)), (D(8000), D(12)))),
    Kind.SUBSCRIPTION: Terms(rate=D(12)),
    Kind.UPGRADE: Terms(rate=D(12)),
    Kind.ORDER: Terms(rate=D(5)),
    Kind.INVOICE: Terms(rate=D("0.25")),
    Kind.CONNECTION: Terms(fixed=D(40)),
}
OWN = {Kind.CONTRACT: Terms(rate=D(9), fixed=D(15)), Kind.SUBSCRIPTION: Terms(rate=D(15))}
YEARS = timedelta(days=730)
GOALS = {"agent": D(900), "agent2": D(700), "theo.garnier": D(600), "aicha.haddad": D(800)}
AGENCY_GOALS = {"manager": D(4000), "yves.ollivier": D(3000)}


def add_agreements(demo) -> None:
    """Before the first sale is told."""
    if Agreement.objects.exists():
        return
    clerk = demo.team.of("backoffice")
    _agree(clerk, "Accord commun", COMMON)
    _agree(clerk, "Accord de Julie Marchand", OWN, agent=demo.team.of("agent"))
    demo.say("  accords de rémunération : 2")


@transaction.atomic
def _agree(clerk, name: str, terms: dict, agent=None) -> None:
    since = dates.first_of_month(dates.today() - YEARS)
    values = {"name": name, "agent": agent, "agency": None, "since": since, "until": None, "notes": ""}
    row = agreements.create(values=values, key=_key(name), by=clerk)
    for kind, each in terms.items():
        row = agreements.set_terms(agreement=row, kind=kind, terms=each, version=row.version, by=clerk)


def add_statements(demo) -> None:
    """Approve and pay the months before the last; the last one waits for the back-office."""
    clerk = demo.team.of("backoffice")
    statements.make_missing()
    last = dates.first_of_month(dates.first_of_month(dates.today()) - timedelta(days=1))
    waiting = Statement.objects.filter(status=Status.TO_APPROVE, month__lt=last)
    for statement in waiting.select_related("agent").order_by("month", F("agent")):
        with dates.pretending(dates.start_of_day(dates.next_month(statement.month)) + timedelta(days=2, hours=10)):
            approved = statements.approve(statement=statement, by=clerk)
            statements.pay(statement=approved, paid_on=dates.today(), by=clerk)
    _set_goals(demo.team, last)
    _set_goals(demo.team, dates.first_of_month(dates.today()))
    demo.say(f"  relevés de rémunération : {Statement.objects.count()}")


def _set_goals(team, month) -> None:
    for login, amount in GOALS.items():
        _goal(team.of("manager"), month, amount, agent=team.of(login))
    for login, amount in AGENCY_GOALS.items():
        _goal(team.of(login), month, amount, agency=team.of(login).organisation)


def _goal(by, month, amount: Decimal, agent=None, agency=None) -> None:
    if not by.has_right(Permission.OBJECTIVES) or Objective.objects.filter(agent=agent, agency=agency, month=month):
        return
    values = {"agent": agent, "agency": agency, "month": month, "amount": amount}
    objectives.create(values=values, key=_key(f"{agent} {agency} {month}"), by=by)


def _key(words: str):
    return uuid5(NAMESPACE_URL, f"earnings {words}")


STEPS = ((12, add_agreements), (62, add_statements))
