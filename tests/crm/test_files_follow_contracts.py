"""A client's file follows the contracts that are sold to them: whoever was faster is read, and everything is told."""

import pytest
from django.urls import reverse

from contracts.sales.enums import Status
from contracts.signature.actions import sending
from crm.clients.enums import Kind
from portal.audit.models import EventDetail
from tests.contracts.desk import KEEP, NEW, SEND, draft_data, form_data, fresh, reader, verbs
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
MOVED = {"address": "3 place Bellecour"}


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def desk(agent):
    return reader(agent)


@pytest.fixture
def client(agent):
    return ClientFactory(owner=agent)


def begin(desk, client, **typed):
    """The page of a new contract for `client`, opened, filled and kept as a draft."""
    shown = desk.get(f"{NEW}?client={client.pk}").context["form"]
    identity = {name: getattr(client, name) for name in client.IDENTITY_FIELDS}
    identity |= {"birth_date": f"{client.birth_date:%d/%m/%Y}"}
    versions = {"client_version": shown["client_version"].value(), "version": shown["version"].value()}
    desk.post(f"{NEW}?client={client.pk}", form_data(**identity | versions | KEEP | typed))
    return client.contracts.get(number=None)


def send(desk, draft, **typed):
    return desk.post(reverse("contracts:draft", args=[draft.pk]), draft_data(draft, **SEND, **typed))


def now(row):
    return type(row).objects.get(pk=row.pk)


def test_a_new_client_has_a_file_that_says_where_it_comes_from(agent, desk):
    contract = ContractFactory(owner=agent, submitted=True)
    assert verbs(contract.client) == ["crm.opened"]
    text = desk.get(contract.client.get_absolute_url()).content.decode()
    assert f"a créé la fiche avec le contrat {contract.number}" in text


def test_the_file_follows_what_was_typed_and_says_so(desk, client):
    draft = begin(desk, client, **MOVED)
    assert now(client).address != MOVED["address"]
    assert send(desk, draft).status_code == 302
    assert now(client).address == MOVED["address"]
    assert now(client).version == 2
    assert verbs(client) == ["crm.updated"]
    detail = EventDetail.objects.get(event__verb="crm.updated").values
    assert (detail["before"], detail["after"]) == ({"address": client.address}, MOVED)


def test_a_contract_that_says_the_same_leaves_the_file_alone(desk, client):
    send(desk, begin(desk, client))
    assert (now(client).version, verbs(client)) == (1, [])


def test_a_file_changed_meanwhile_is_shown_before_anything_is_sent(desk, client):
    """Two drafts from the same file: the second does not put back what the first has just corrected."""
    late = begin(desk, client)
    other = ContractFactory(owner=client.owner, client=client, **client.identity() | MOVED)
    sending.submit(contract=other, by=client.owner)
    response = send(desk, late)
    assert response.status_code == 409
    text = response.content.decode()
    assert "a été modifiée entre-temps" in text
    assert "Valeur actuelle de la fiche : « 3 place Bellecour »." in text
    assert (fresh(late).status, now(client).address) == (Status.DRAFT, MOVED["address"])
    again = response.context["form"].data.dict()
    assert desk.post(reverse("contracts:draft", args=[late.pk]), again).status_code == 302
    assert now(client).address == client.address
    assert verbs(client) == ["crm.updated", "crm.updated"]


def test_a_corrected_number_changes_the_number_alone(desk, client):
    draft = begin(desk, client)
    send(desk, draft)
    other = ContractFactory(owner=client.owner, client=client, **client.identity() | MOVED)
    sending.submit(contract=other, by=client.owner)
    sending.change_mobile(contract=fresh(draft), phone="+33755667788", by=client.owner)
    assert (now(client).phone, now(client).address) == ("+33755667788", MOVED["address"])


def test_a_household_remains_one(desk, agent):
    client = ClientFactory(owner=agent, kind=Kind.HOUSEHOLD)
    send(desk, begin(desk, client, kind="person", **MOVED))
    assert (now(client).kind, now(client).address) == (Kind.HOUSEHOLD, MOVED["address"])
