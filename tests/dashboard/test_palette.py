"""Ctrl+K: what comes with the layout is what its reader may open, and no more."""

import pytest
from lxml import html

from portal.access.roles import Role
from portal.dashboard import palette
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, back_office
from tests.factories.factoring import LinkFactory

pytestmark = pytest.mark.django_db

FOUND = {"HX-Request": "true", "HX-Target": "palette-found"}
WORKING = [role for role in Role if role != Role.CLIENT]


def person(role):
    if role == Role.SUPPLIER:
        return LinkFactory().supplier.account
    return back_office() if role == Role.BACK_OFFICE else UserFactory(role=role)


def options(user) -> dict[str, str]:
    """Labels and addresses that the palette offers."""
    answer = reader(user).get("/palette/")
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    found = html.fromstring(f"<div>{answer.content.decode()}</div>").xpath("//a[@role='option']")
    return {each.xpath("string(.//*[@class='palette__label'])"): each.get("href") for each in found}


@pytest.mark.parametrize("role", WORKING)
def test_every_address_of_the_palette_answers_its_reader(role):
    user = person(role)
    shown = options(user)
    assert "/parametres/" in shown.values()
    desk = reader(user)
    refused = {url: status for url in shown.values() if (status := desk.get(url).status_code) not in (200, 302)}
    assert refused == {}


def test_sellers_begin_contracts_and_the_office_does_not():
    assert options(UserFactory())["Nouveau contrat"] == "/contrats/nouveau/"
    assert options(UserFactory())["Relancer un client"] == "/contrats/?statut=awaiting_client"
    assert not {"Nouveau contrat", "Relancer un client"} & options(back_office()).keys()


def test_clients_have_no_palette():
    client = UserFactory(client=True)
    page = reader(client).get("/parametres/").content.decode()
    assert 'id="palette"' not in page
    assert reader(client).get("/palette/").status_code == 404
    answer = reader(client).get("/recherche/?q=contrat", headers=FOUND).content.decode()
    assert "palette__option" not in answer


def test_records_and_articles_are_found_while_one_types():
    contract = ContractFactory(awaiting_client=True, last_name="Énault")
    found = reader(contract.owner).get("/recherche/?q=enault", headers=FOUND).content.decode()
    assert contract.get_absolute_url() in found
    assert "<html" not in found
    answers = reader(contract.owner).get("/recherche/?q=pas recu son code", headers=FOUND).content.decode()
    assert "/aide/" in answers


def test_palette_of_a_colleague_of_another_role_is_another():
    agent, office = UserFactory(), back_office()
    assert options(agent) != options(office)
    assert options(agent) == options(UserFactory())


def test_choices_of_the_palette_ask_no_query(django_assert_num_queries):
    user = UserFactory()
    with django_assert_num_queries(0):
        assert palette.choices_of(user)


def test_page_has_the_palette_without_its_choices():
    page = reader(UserFactory()).get("/parametres/").content.decode()
    assert 'id="palette"' in page
    assert "Relancer un client" not in page
