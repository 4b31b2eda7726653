"""Fills the portal's own database, from `manage.py shell`: people and a product, or contracts in a status."""

import json
import sys
from functools import partial
from unittest import mock

from django.db import transaction

from catalog.models import Product
from contracts.models import Contract
from contracts.sales.actions import confirming
from portal.accounts.models import User
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.contracts import ContractFactory, challenge_of, code_sent, freeze, type_code

REASON = "Vu avec le client"


def people() -> dict:
    agency = OrganisationFactory(name="Agence des pannes", code="pannes")
    UserFactory(email="agent@exemple.fr", organisation=agency)
    UserFactory(email="office@exemple.fr", back_office=True)
    return {"product": ProductFactory().pk}


def contracts(*statuses: str) -> list[dict]:
    """One contract in each of these statuses, in this order."""
    agent, office = User.objects.get(email="agent@exemple.fr"), User.objects.get(email="office@exemple.fr")
    with transaction.atomic(), mock.patch("portal.celery.app.send_task"):
        return [_in(status, agent, office) for status in statuses]


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
    confirming.validate(contract=contract, by=office)


def _close(action, contract, agent, office, code) -> None:
    action(contract=contract, reason=REASON, by=office)


STEPS = {
    "awaiting_client": [],
    "awaiting_back_office": [_sign],
    "validated": [_sign, _validate],
    "unreachable": [_sign, partial(_close, confirming.declare_unreachable)],
    "unpaid": [_sign, partial(_close, confirming.declare_unpaid)],
}


def tell(what: str, *arguments: str) -> None:
    """Makes it and writes what was made, as JSON."""
    sys.stdout.write(json.dumps({"people": people, "contracts": contracts}[what](*arguments)))
