"""Plans of HS, Origin and Valuation; clients added, waiting, linked, refused, gone; what some of them have."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from portal.accounts import actions as accounts
from portal.accounts.demo_accounts import DOMAIN, PASSWORD
from portal.accounts.models import User
from portal.core.values import dates
from portal.demo.delivery import deliver
from subscriptions.models import Content, LegacyAccount, Payment, Plan, PlanPrice, PlanVersion, PortfolioLink
from subscriptions.payments import actions as payments
from subscriptions.payments.gateways.demo import CARDS, DemoGateway
from subscriptions.plans import buying
from subscriptions.plans.queries import quote_for
from subscriptions.portfolio import actions
from subscriptions.renewal import actions as renewals

CONTENTS = (
    ("hs", "HS", "Le classement des marchandises"),
    ("origin", "Origin", "Les règles d’origine"),
    ("valuation", "Valuation", "La valeur en douane"),
)
PLANS = (
    ("HS", "hs", "Le classement des marchandises.", {12: "240", 6: "132"}),
    ("HS + Origin", "hs origin", "Classement et règles d’origine.", {12: "360", 6: "198"}),
    ("Valuation", "valuation", "La valeur en douane.", {12: "240"}),
    ("Trade complet", "hs origin valuation", "Tous les contenus.", {12: "480", 6: "264"}),
)


@dataclass(frozen=True)
class Someone:
    """A client's account, what they bought how many days ago, with which card, and whether it renews."""

    login: str
    first_name: str
    last_name: str
    plan: str = ""
    days_ago: int = 0
    renews: bool = False


LINKED = (
    Someone("nora.belkacem", "Nora", "Belkacem", "HS", 340, True),
    Someone("simon.aubry", "Simon", "Aubry", "HS + Origin", 170, True),
    Someone("lucie.garcia", "Lucie", "Garcia", "Trade complet", 60),
    Someone("pierre.lemoine", "Pierre", "Lemoine"),
)
WAITING = (Someone("marta.silva", "Marta", "Silva"), Someone("yann.cadiou", "Yann", "Cadiou"))
REFUSED, GONE = Someone("denis.hamel", "Denis", "Hamel"), Someone("rose.petit", "Rose", "Petit")
NEW = "acheteur@nouveau-client.example"
OLDER = (
    ("ancien.abonne@librairie.example", "Odile", "Ferrand", "Ancienne librairie", "C-00112"),
    ("atelier@douane-conseil.example", "Henri", "Castel", "Ancienne librairie", "C-00348"),
    ("atelier@douane-conseil.example", "Henri", "Castel", "Site professionnel", "7741"),
    ("m.lebrun@transit.example", "Mireille", "Lebrun", "Site professionnel", "8120"),
)


def make_plans() -> int:
    for rank, (code, name, description) in enumerate(CONTENTS):
        Content.objects.get_or_create(code=code, defaults={"name": name, "description": description, "rank": rank})
    made = 0
    for rank, (name, codes, description, prices) in enumerate(PLANS):
        plan, is_new = Plan.objects.get_or_create(name=name, defaults={"description": description, "rank": rank})
        if is_new:
            made += 1
            PlanVersion.objects.create(plan=plan, number=1, contents=sorted(codes.split()))
            start = dates.today() - timedelta(days=900)
            PlanPrice.objects.bulk_create(
                PlanPrice(plan=plan, months=months, amount=Decimal(each), vat_rate=Decimal(20), starts_on=start)
                for months, each in prices.items()
            )
    return made


def make_portfolio(team) -> int:
    """Make everybody once; a second run makes nobody."""
    agent, office = team.of("agent"), team.of("backoffice")
    if PortfolioLink.objects.exists():
        return 0
    for email, first_name, last_name, source, reference in OLDER:
        names = {"first_name": first_name, "last_name": last_name, "reference": reference}
        LegacyAccount.objects.get_or_create(email=email, source=source, defaults=names)
    linked = [(_link(agent, _account(each), office, days=each.days_ago + 5), each) for each in LINKED]
    linked.append((_link(agent, team.of("client"), office, days=30), Someone("client", "", "", "HS", 20, True)))
    for link, each in sorted(linked, key=lambda pair: -pair[1].days_ago):
        if each.plan:
            _buy(link, each)
    left = _link(agent, _account(GONE), office, days=80)
    actions.leave(link=left, by=left.account)
    refused = _added(agent, _account(REFUSED).email, days=12)
    actions.sort_added()
    actions.refuse(link=refused, reason="Cette personne dit ne pas connaître le conseiller.", by=office)
    for days, each in enumerate(WAITING):
        _added(agent, _account(each).email, days=days * 6)
    _added(agent, "ancien.abonne@librairie.example", days=1)
    _added(agent, NEW, days=2)
    actions.sort_added()
    actions.escalate_late()
    renewals.follow()
    _forget_mails()
    return PortfolioLink.objects.count()


def _account(each: Someone) -> User:
    email = f"{each.login}@clients.{DOMAIN}"
    known = User.objects.filter(email=email).first()
    if known is not None:
        return known
    person = accounts.open_for_client(email=email, first_name=each.first_name, last_name=each.last_name)
    person.set_password(PASSWORD)
    person.activated_at = dates.now()
    person.save()
    return person


def _added(agent, email: str, *, days: int) -> PortfolioLink:
    with dates.pretending(dates.now() - timedelta(days=days, minutes=7)):
        return actions.add(email=email, key=uuid.uuid4(), by=agent)[0]


def _link(agent, account, office, *, days: int) -> PortfolioLink:
    with dates.pretending(dates.now() - timedelta(days=days)):
        link, _new = actions.add(email=account.email, key=uuid.uuid4(), by=agent)
        actions.sort_added()
        return actions.accept(link=link, by=office)


@transaction.atomic
def _buy(link: PortfolioLink, each: Someone) -> None:
    """Buy as the pages do, on the day it was bought."""
    with dates.pretending(dates.now() - timedelta(days=each.days_ago)):
        plan = Plan.objects.get(name=each.plan)
        seen = quote_for(link.account, plan, 12).amount
        words = {"account": link.account, "plan": plan, "months": 12, "seen": seen, "renews": each.renews}
        purchase = buying.buy(**words, by=link.owner)
        asked = Payment.objects.get(purpose=buying.PURPOSE, subject_id=str(purchase.pk))
        payments.settle(payment=asked, outcome=DemoGateway().present(asked, CARDS["visa"], keep=True))


def _forget_mails() -> None:
    """What was told in the past fills no mailbox; the notices of renewals stay as sent: they prove something."""
    for link in PortfolioLink.objects.select_related("account__subscription").filter(account__isnull=False):
        for about in (link, link.account, getattr(link.account, "subscription", None)):
            if about is not None:
                deliver(about, readable=False)


def add_portfolio(demo) -> None:
    demo.say(f"  plans ({make_plans()} nouveaux), portfolio ({make_portfolio(demo.team)} nouveaux)")
