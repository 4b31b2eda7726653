"""The client's own space: where clients land, and what it shows."""

import pytest

from crm.models import Client
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


def test_everybody_lands_at_home(client):
    for person, landing in ((UserFactory(client=True), "/"), (UserFactory(), "/")):
        answer = client.post("/connexion/", {"login": person.email, "password": PASSWORD})
        assert (answer.status_code, answer["Location"]) == (302, landing)
        client.logout()


def test_a_space_shows_its_owner_s_contracts(login):
    person = UserFactory(client=True)
    mine, other = ContractFactory(awaiting_client=True), ContractFactory(awaiting_client=True)
    Client.objects.filter(pk=mine.client_id).update(account=person)
    page = login(person).get("/").content.decode()
    assert mine.number in page
    assert other.number not in page


def test_an_empty_space_says_what_will_be_there(login):
    assert "Aucun contrat pour l’instant" in login(UserFactory(client=True)).get("/").content.decode()


def test_sellers_have_no_space(login):
    assert login(UserFactory()).get("/mon-espace/").status_code == 403
