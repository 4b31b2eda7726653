"""A seller's desk: somebody signed in, and the form of a contract as they fill it."""

import uuid
from datetime import timedelta

from django.urls import reverse

from contracts.models import Contract
from contracts.signature.actions import signing
from portal.audit.history import history_of
from portal.core.values import dates
from tests.client import StrictClient
from tests.factories.catalog import ProductFactory
from tests.factories.contracts import challenge_of, code_sent, other_than, type_code

SEND = {"envoyer": "1"}
KEEP = {"garder": "1"}
NEW = "/contrats/nouveau/"


def reader(user) -> StrictClient:
    """The demanding reader, signed in as `user`, in a browser of their own."""
    client = StrictClient()
    client.force_login(user)
    return client


def form_data(product=None, /, **changes) -> dict:
    """What a seller types in `Nouveau contrat`, complete and right; a value of None is left out."""
    typed = {
        "kind": "person",
        "civility": "mme",
        "last_name": "Lefèvre",
        "first_name": "Hélène",
        "birth_date": "04/03/1979",
        "address": "8 rue de l’Église",
        "postal_code": "69002",
        "city": "Lyon",
        "email": "helene@exemple.example",
        "phone": "06 12 34 56 78",
        "product": (product or ProductFactory()).pk,
        "start_date": (dates.today() + timedelta(days=10)).isoformat(),
        "origin": "appointment",
        "version": "1",
        "key": str(uuid.uuid4()),
    }
    return {name: value for name, value in (typed | changes).items() if value is not None}


def draft_data(draft: Contract, **changes) -> dict:
    """The form of a draft as its page shows it, with `changes` typed."""
    shown = {name: getattr(draft, name) for name in Contract.IDENTITY_FIELDS}
    shown |= {"birth_date": f"{draft.birth_date:%d/%m/%Y}", "start_date": draft.start_date.isoformat()}
    more = {"origin": draft.origin, "product": draft.product_id, "version": draft.version, "key": draft.creation_key}
    return {name: value for name, value in (shown | more | changes).items() if value is not None}


def sentences(response) -> list[str]:
    """The messages shown after a step, those of the page it led to."""
    return [str(message) for message in response.context["messages"]]


def sign_path(contract) -> str:
    return reverse("contracts:signature", args=[contract.number])


def answer(contract, code, **more) -> dict:
    return {"challenge": str(challenge_of(contract)), "code": code} | more


def fresh(contract) -> Contract:
    return Contract.objects.get(pk=contract.pk)


def verbs(contract) -> list[str]:
    return [line.event.verb for line in history_of(contract, newest_first=False)]


def wrong(contract) -> signing.Outcome:
    return type_code(contract, other_than(code_sent(contract)), by=contract.owner)
