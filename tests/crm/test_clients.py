"""The clients of a reader: the list, and the page that says who a client is."""

import pytest
from django.urls import reverse

from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory, back_office

pytestmark = pytest.mark.django_db


def page(user, client, status=200) -> str:
    response = reader(user).get(client.get_absolute_url())
    assert response.status_code == status
    return response.content.decode()


def test_the_page_says_who_the_client_is_and_shows_their_contracts():
    contract = ContractFactory(awaiting_back_office=True)
    text = page(contract.owner, contract.client)
    for fact in (contract.display_name, contract.email, "69002 Lyon", "4 mars 1979".replace(" ", "\u00a0")):
        assert fact in text
    assert contract.get_absolute_url() in text
    assert f"/contrats/nouveau/?client={contract.client.pk}" in text


def test_it_costs_few_queries_however_many_contracts(django_assert_num_queries):
    contract = ContractFactory(awaiting_client=True)
    desk, address = reader(contract.owner), contract.client.get_absolute_url()
    # session, account, what waits, client, next actions, contracts, history, notes, events and messages of contracts,
    # questionnaires in force and their events, events of the drive
    with django_assert_num_queries(13):
        desk.get(address)
    for _turn in range(12):
        ContractFactory(owner=contract.owner, client=contract.client)
    with django_assert_num_queries(13):
        text = desk.get(address).content.decode()
    assert "Tous ses contrats" in text


def test_each_sees_their_own():
    client = ClientFactory()
    page(client.owner, client)
    page(UserFactory(manager=True, organisation=client.agency), client)
    page(back_office(), client)
    page(UserFactory(), client, 404)
    page(UserFactory(manager=True), client, 404)
    page(UserFactory(client=True), client, 403)


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_a_client_who_does_not_exist_is_not_found(pk):
    assert reader(back_office()).get(f"/clients/{pk}/donnees/").status_code == 404


def test_the_office_sees_no_draft_and_starts_no_contract():
    draft = ContractFactory(client=ClientFactory())
    text = page(back_office(), draft.client)
    assert "Aucun contrat pour l’instant." in text
    assert "/contrats/nouveau/" not in text


def test_the_list_is_searched_filtered_and_sorted():
    agent = UserFactory()
    ClientFactory(owner=agent, last_name="Zola", first_name="Émile")
    ClientFactory(owner=agent, company=True, company_name="Atelier Brun")
    ClientFactory(last_name="Autre")
    desk = reader(agent)

    def names(query):
        return [client.display_name for client in desk.get(f"/clients/{query}").context["page"].records]

    assert names("") == ["Atelier Brun", "Émile Zola"]
    assert names("?tri=nom-z") == ["Émile Zola", "Atelier Brun"]
    assert names("?q=emile") == ["Émile Zola"]
    assert names("?q=732 829 320") == ["Atelier Brun"]
    assert names("?type=company") == ["Atelier Brun"]
    assert names("?type=__class__&tri=x&suite=%F0") == ["Atelier Brun", "Émile Zola"]


def test_the_list_costs_few_queries(django_assert_num_queries):
    agent = UserFactory()
    desk = reader(agent)
    for _turn in range(5):
        ClientFactory(owner=agent)
    desk.get(reverse("crm:list"))
    with django_assert_num_queries(4):  # session, account, clients, what waits
        desk.get(reverse("crm:list"))
