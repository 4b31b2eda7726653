"""Fills the portal's own database, from `manage.py shell`: people and a product, or contracts in a status."""

import json
import os
import sys
from functools import partial
from unittest import mock

from django.db import transaction

from catalog.models import Product
from contracts.confirmation import actions as confirming
from contracts.models import Contract
from portal.accounts.models import User
from portal.messaging import outbox
from portal.messaging.content import Content
from portal.messaging.states import Channel
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.contracts import ContractFactory, challenge_of, code_sent, freeze, type_code
from tests.factories.presales import ExpertFactory, OpportunityFactory, PartnerFactory, Tale, three
from tests.factories.shop import ItemFactory
from tests.subscriptions import measures
from tests.subscriptions.sheets import checked

REASON = "Vu avec le client"
TEAM = [f"{who}@exemple.fr" for who in ("first", "second", "third")]


def people() -> dict:
    agency = OrganisationFactory(name="Agence des pannes", code="pannes")
    UserFactory(email="agent@exemple.fr", organisation=agency)
    UserFactory(email="office@exemple.fr", back_office=True)
    return {"product": ProductFactory().pk}


def presales() -> dict:
    """A partner, an expert, and an opportunity to ask for."""
    partner, expert = PartnerFactory(email="partner@exemple.fr"), ExpertFactory(email="expert@exemple.fr")
    return {"opportunity": OpportunityFactory(owner=partner).pk, "expert": expert.pk}


def messages(channel: str, count: str) -> None:
    """Plain messages in the outbox, each to somebody else; the schedule finds them."""
    to = "+3367{:07d}" if channel == Channel.SMS else "lecteur{}@exemple.example"
    content = Content(subject="Bonjour", text="Une phrase comme il en part tous les jours, sans code ni lien.")
    with transaction.atomic(), mock.patch("portal.celery.app.send_task"):
        for rank in range(int(count)):
            outbox.enqueue(
                content=content, channel=channel, recipient=to.format(rank), dedupe=f"mesure {channel} {rank}"
            )


def contracts(*statuses: str) -> list[dict]:
    """One contract in each of these statuses, in this order."""
    agent, office = User.objects.get(email="agent@exemple.fr"), User.objects.get(email="office@exemple.fr")
    with mock.patch("portal.celery.app.send_task"):
        return [_in(status, agent, office) for status in statuses]


@transaction.atomic
def _in(status: str, agent, office) -> dict:
    product = Product.objects.first()
    last = Contract.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    identity = {"phone": f"+336{30_000_000 + last}", "email": f"couru{last}@exemple.example"}
    contract = ContractFactory(owner=agent, product=product, steps=["submit"], **identity)
    contract = freeze(contract)
    code, challenge = code_sent(contract), str(challenge_of(contract))
    for step in STEPS[status]:
        step(contract, agent, office, code)
    return {"number": contract.number, "pk": contract.pk, "code": code, "challenge": challenge}


def _sign(contract, agent, office, code) -> None:
    type_code(contract, code, by=agent)


def _validate(contract, agent, office, code) -> None:
    confirming.validate(contract=contract, by=office, reason="Vu en agence")


def _close(action, contract, agent, office, code) -> None:
    action(contract=contract, reason=REASON, by=office)


STEPS = {
    "awaiting_client": [],
    "awaiting_back_office": [_sign],
    "validated": [_sign, _validate],
    "unreachable": [_sign, partial(_close, confirming.declare_unreachable)],
    "unpaid": [_sign, partial(_close, confirming.declare_unpaid)],
}


def colleagues(*statuses: str) -> list[dict]:
    """A request in each of these statuses, followed by an expert of three; the dates of no two are the same."""
    team = [User.objects.filter(email=email).first() or ExpertFactory(email=email) for email in TEAM]
    asker = User.objects.filter(email="asker@exemple.fr").first() or PartnerFactory(
        email="asker@exemple.fr",
        organisation=OrganisationFactory(name="Ceux qui demandent", code="asker", kind="partner"),
    )
    with mock.patch("portal.celery.app.send_task"):
        return [_followed(status, rank, team, asker) for rank, status in enumerate(statuses)]


@transaction.atomic
def _followed(status: str, rank: int, team: list, asker) -> dict:
    tale = Tale(expert=team[0], partner=asker)
    tale.submit()
    tale.accept()
    if status == "done":
        tale.propose(three(team[0], first_day=8 + 3 * rank))
        tale.choose()
        tale.agree()
    return {"pk": tale.request.pk, "team": [[person.pk, person.get_full_name()] for person in team]}


def money(measure: str, *numbers: str):
    """Take one of the measures of `tests/subscriptions/measures.py`, with these numbers."""
    for made in (UserFactory, OrganisationFactory, ItemFactory):
        made.reset_sequence(os.getpid() * 1_000_000, force=True)  # several processes make people side by side
    with mock.patch("portal.celery.app.send_task"):
        return MONEY[measure](*map(int, numbers))


def _prices(first: int, step: int) -> list[str]:
    found = measures.without_net(range(1, 20_001))
    with checked() as failures:
        return [wrong for gross, rate in found[first::step] if (wrong := measures.price_wrong(gross, rate, failures))]


MONEY = {
    "carts": lambda count, seed: measures.carts_wrong(count, seed=seed, closely=250),
    "prices": _prices,
    "last": lambda rounds: measures.last_articles(rounds, buyers=4),
    "late": measures.pay_or_give_up,
    "tabs": measures.two_tabs,
    "issue": lambda count, seed: measures.issue_many(count, seed=seed),
    "gaps": measures.gaps,
}
WHAT = {
    "money": money,
    "people": people,
    "presales": presales,
    "contracts": contracts,
    "colleagues": colleagues,
    "messages": messages,
}


def tell(what: str, *arguments: str) -> None:
    """Makes it and writes what was made, as JSON."""
    sys.stdout.write(json.dumps(WHAT[what](*arguments)))
