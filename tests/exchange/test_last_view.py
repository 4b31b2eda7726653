"""Coming back to a list: as it was left, and whole again by « Tout »."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(login):
    agent = UserFactory()
    ContractFactory(awaiting_client=True, owner=agent)
    return login(agent)


def test_list_comes_back_as_it_was_left(desk):
    desk.get("/contrats/?statut=awaiting_client&tri=client&affichage=lignes")
    back = desk.get("/contrats/")
    assert (back.status_code, back.url) == (302, "/contrats/?statut=awaiting_client&tri=client")
    assert desk.get("/clients/").status_code == 200


def test_everything_is_one_press_away_and_kept_as_well(desk):
    desk.get("/contrats/?statut=awaiting_client")
    page = desk.get("/contrats/?statut=awaiting_client").content.decode()
    assert 'href="/contrats/?vue=tout"' in page
    assert desk.get("/contrats/?vue=tout").status_code == 200
    assert desk.get("/contrats/").status_code == 200


def test_words_searched_are_not_kept(desk):
    desk.get("/contrats/?q=lefevre&statut=draft")
    assert desk.get("/contrats/").url == "/contrats/?statut=draft"
    assert "lefevre" not in str(desk.cookies)


def test_view_of_somebody_else_at_the_same_computer_is_not_shown(desk, login):
    desk.get("/contrats/?statut=awaiting_client")
    kept = desk.cookies["vue-contrats"].value
    other = login(UserFactory())
    other.cookies["vue-contrats"] = kept
    assert other.get("/contrats/").status_code == 200


def test_forged_cookie_breaks_nothing(desk):
    desk.get("/contrats/?statut=awaiting_client")
    reader = desk.cookies["vue-contrats"].value.partition("~")[0].strip('"')
    for query in ("%00&suite=x&tri=inconnu", "&", "statut=%00", "&" * 900, "suite=x", "q=martin"):
        desk.cookies["vue-contrats"] = f"{reader}~{query}"
        assert desk.get("/contrats/").status_code == 200, query
