"""The list of accounts: found by name, state, role; for the back-office alone."""

import pytest

from portal.access.roles import Role
from portal.accounts import actions
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def names_on(page) -> str:
    return page.content.decode().split('id="results"')[-1]


@pytest.mark.parametrize("words", ["elodie", "LEFEVRE", "lef", "élodie lefèvre"])
def test_accounts_are_found_by_words_of_their_name(login, back_office, agent, words):
    UserFactory(first_name="Nadia", last_name="Durand")
    page = names_on(login(back_office).get("/comptes/", {"q": words}))
    assert "Élodie" in page
    assert "Nadia" not in page


@pytest.mark.parametrize(
    ("state", "name"), [("actif", "Élodie"), ("invite", "Ingrid"), ("desactive", "Denis"), ("parti", "Pascal")]
)
def test_each_state_is_a_tab_that_shows_its_accounts_alone(login, back_office, agent, state, name):
    UserFactory(invited=True, first_name="Ingrid")
    actions.deactivate(user=UserFactory(first_name="Denis"), by=back_office)
    actions.deactivate(user=UserFactory(first_name="Pascal"), by=back_office, left=True)
    page = names_on(login(back_office).get("/comptes/", {"etat": state}))
    assert [each for each in ("Élodie", "Ingrid", "Denis", "Pascal") if each in page] == [name]


def test_two_states_show_the_accounts_of_both(login, back_office, agent):
    UserFactory(invited=True, first_name="Ingrid")
    page = names_on(login(back_office).get("/comptes/", {"etat": ["actif", "invite"]}))
    assert "Élodie" in page
    assert "Ingrid" in page


def test_list_is_filtered_by_role_and_organisation(login, back_office, agent):
    other = UserFactory(role=Role.MANAGER, first_name="Mona")
    client = login(back_office)
    assert "Élodie" not in names_on(client.get("/comptes/", {"role": "manager"}))
    page = names_on(client.get("/comptes/", {"organisation": other.organisation.name}))
    assert "Mona" in page
    assert "Élodie" not in page


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BACK_OFFICE])
def test_other_roles_have_no_list_of_accounts(login, role):
    user = UserFactory(role=role, is_staff=True, extra_rights=["people.manage"])
    assert "Bureau" not in login(user).get("/comptes/").content.decode()
    assert login(UserFactory(role=role)).get("/comptes/").status_code == 403


def test_back_office_without_the_administration_sees_no_account(login, agent):
    reader = UserFactory(back_office=True, is_staff=False)
    client = login(reader)
    assert "Élodie" not in names_on(client.get("/comptes/"))
    assert client.get(f"/comptes/{agent.pk}/").status_code == 404
    for address in ("/comptes/nouveau/", "/comptes/invitations/", "/comptes/droits/"):
        assert client.get(address).status_code == 403


def test_list_is_exported_with_state_and_role(login, back_office, agent):
    response = login(back_office).get("/comptes/export/", {"format": "csv"})
    text = b"".join(response.streaming_content if response.streaming else [response.content]).decode("utf-8-sig")
    assert "Élodie Lefèvre" in text
    assert "Agent commercial" in text
    assert "Actif" in text


def test_list_asks_a_fixed_number_of_queries(login, back_office, django_assert_max_num_queries):
    UserFactory.create_batch(5)
    client = login(back_office)
    client.get("/comptes/")
    with django_assert_max_num_queries(4):
        client.get("/comptes/")


def test_chosen_accounts_are_closed_but_never_ones_own(login, back_office, superuser, agent):
    chosen = {"action": "desactivation", "choix": [agent.pk, back_office.pk, superuser.pk]}
    client = login(back_office)
    page = client.post("/comptes/actions/", chosen).content.decode()
    assert "Vous ne pouvez pas désactiver votre propre compte." in page
    agent.refresh_from_db()
    assert agent.is_active, "a page asks first"
    client.post("/comptes/actions/", chosen | {"confirme": "1"})
    states = []
    for person in (agent, back_office, superuser):
        person.refresh_from_db()
        states.append(person.is_active)
    assert states == [False, True, True]
