"""A client picked for a contract: from one's own, before or after the product, on a new page or a draft."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from crm.models import Client
from tests.contracts.desk import NEW, SEND, draft_data, form_data, reader
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def desk(agent):
    return reader(agent)


def path_of(draft: Contract) -> str:
    return reverse("contracts:draft", args=[draft.pk])


def test_a_client_picked_after_the_product_keeps_the_sale(desk, agent):
    client, product = ClientFactory(owner=agent), ProductFactory()
    more = f"produit={product.pk}&debut=2026-12-24&origine=referral"
    form = desk.get(f"{NEW}?client={client.pk}&{more}").context["form"]
    assert form["last_name"].value() == client.last_name
    assert form["product"].value() == product.pk
    assert form["start_date"].value() == "2026-12-24"
    assert form["origin"].value() == "referral"


def test_a_client_may_still_be_picked_for_a_draft_without_one(desk, agent):
    desk.post(NEW, form_data(last_name="", email="", **SEND))
    draft, client = Contract.objects.get(), ClientFactory(owner=agent)
    path = f"{path_of(draft)}?client={client.pk}"
    assert desk.get(path).context["form"]["last_name"].value() == client.last_name
    draft.take_identity(client)
    desk.post(path, draft_data(draft, **SEND))
    draft.refresh_from_db()
    assert draft.client == client
    assert Client.objects.count() == 1
    assert "id_client_q" not in desk.get(path_of(ContractFactory(owner=agent, client=client))).content.decode()


def test_a_manager_picks_for_a_draft_the_clients_of_its_seller_only(agent):
    manager = UserFactory(manager=True, organisation=agent.organisation)
    theirs = ClientFactory(owner=UserFactory(organisation=agent.organisation))
    draft = ContractFactory(owner=agent, client=None)
    response = reader(manager).get(f"{path_of(draft)}?client={theirs.pk}")
    assert theirs.agency == agent.organisation
    assert response.status_code == 404


def test_a_client_picked_from_ones_own_fills_the_form(desk, agent):
    client = ClientFactory(owner=agent, last_name="Œuvrard")
    assert 'value="Œuvrard"' in desk.get(f"{NEW}?client={client.pk}").content.decode()
    desk.post(f"{NEW}?client={client.pk}", form_data(last_name="Œuvrard", **SEND))
    assert Contract.objects.get().client == client
    assert Client.objects.count() == 1


def test_a_client_of_somebody_else_cannot_be_picked(desk):
    foreign = ClientFactory()
    assert desk.get(f"{NEW}?client={foreign.pk}").status_code == 404
    assert desk.post(f"{NEW}?client={foreign.pk}", form_data(**SEND)).status_code == 404
    assert not Contract.objects.exists()
