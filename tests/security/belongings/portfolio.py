"""Clients of a portfolio: one linked who has a subscription and bought it, one refused."""

from datetime import timedelta

from portal.core.values import dates
from subscriptions.models import Purchase, Renewal
from subscriptions.portfolio.enums import LinkState
from tests.factories.accounts import UserFactory
from tests.factories.subscriptions import PortfolioLinkFactory, period, plan

OLDER = "older accounts are the portal's own, for the back-office alone"
NOBODYS = {
    "subscriptions:legacy_account": OLDER,
    "subscriptions:legacy_removal": OLDER,
    "/abonnements/plans/<int:pk>/": "plans are the portal's own",
    "/abonnements/plans/<int:pk>/prix/": "plans are the portal's own",
    "/abonnements/plans/<int:pk>/retrait/": "plans are the portal's own",
    "/abonnements/plans/<int:pk>/retour/": "plans are the portal's own",
}


def make(owner, name: str, client) -> None:
    account = UserFactory(client=True, last_name=name, email=f"abonne.{name.lower()}@exemple.example")
    PortfolioLinkFactory(linked=True, owner=owner, account=account)
    PortfolioLinkFactory(owner=owner, email=f"inconnu.{name.lower()}@exemple.example", state=LinkState.REFUSED)
    wanted = plan(f"Plan {owner.pk} {account.pk}", "a")
    had = period(account, wanted, starts_on=dates.today() - timedelta(days=9))
    Renewal.objects.create(subscription=had.subscription, is_on=False, text=f"Accord {name}", payer=owner)
    Purchase.objects.create(
        subscription=had.subscription,
        kind="new",
        version=had.version,
        months=12,
        starts_on=had.starts_on,
        ends_before=had.ends_before,
        amount=had.full_amount,
        full_amount=had.full_amount,
        vat_rate=had.vat_rate,
        by=owner,
    )
