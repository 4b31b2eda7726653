"""Clients of portfolios, plans and what they have."""

import datetime
from decimal import Decimal

import factory

from portal.core.values import dates
from subscriptions.models import Content, Period, Plan, PlanPrice, PlanVersion, PortfolioLink, Subscription
from subscriptions.plans.rules import add_months
from subscriptions.portfolio.enums import LinkState
from tests.factories.accounts import UserFactory
from tests.factories.base import RecordFactory

LONG_AGO = datetime.date(2020, 1, 1)


class PortfolioLinkFactory(RecordFactory):
    class Meta:
        model = PortfolioLink

    class Params:
        linked = factory.Trait(
            account=factory.SubFactory(UserFactory, client=True),
            email=factory.SelfAttribute("account.email"),
            state=LinkState.LINKED,
            linked_at=factory.LazyFunction(dates.now),
            sorted_at=factory.LazyFunction(dates.now),
        )

    owner = factory.SubFactory(UserFactory)
    agency = factory.SelfAttribute("owner.organisation")
    email = factory.Sequence(lambda n: f"inconnu{n}@exemple.example")


def plan(name: str, contents: str, **prices) -> Plan:
    """A plan called `name` with the contents named by letters of `contents`; `m12="240"` is a price for 12 months."""
    for code in contents:
        Content.objects.get_or_create(code=code, defaults={"name": code.upper()})
    made = Plan.objects.create(name=name)
    PlanVersion.objects.create(plan=made, number=1, contents=sorted(contents))
    for months, amount in (prices or {"m12": "240"}).items():
        PlanPrice.objects.create(
            plan=made, months=int(months[1:]), amount=Decimal(amount), vat_rate=Decimal(20), starts_on=LONG_AGO
        )
    return made


def period(account, plan: Plan, *, starts_on: datetime.date, months: int = 12) -> Period:
    """Let `account` have `plan` from a day on."""
    subscription, _made = Subscription.objects.get_or_create(account=account)
    price = plan.prices.get(months=months)
    made = Period.objects.create(
        subscription=subscription,
        version=plan.current,
        contents=plan.current.contents,
        months=months,
        term_starts_on=starts_on,
        starts_on=starts_on,
        ends_before=add_months(starts_on, months),
        full_amount=price.amount,
        vat_rate=price.vat_rate,
    )
    subscription.current = made
    subscription.save()
    return made
