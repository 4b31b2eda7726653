"""The rights of roles and of persons, as the back-office reads and edits them."""

import pytest

from portal.access.permissions import Permission
from portal.access.roles import ROLE_RIGHTS, Role
from portal.accounts import right_names
from portal.audit.history import history_of
from portal.people import queries
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_matrix_holds_every_right_once_as_roles_have_it():
    lines = [line for _name, lines in queries.matrix() for line in lines]
    assert len(lines) == len(Permission)
    names = {str(name): key for key, name in right_names.choices()}
    for line in lines:
        assert line.held == [names[line.name] in ROLE_RIGHTS[role] for role in Role]


def test_every_domain_has_rights():
    assert [str(name) for name, rights in right_names.by_domain() if not rights] == []


def test_matrix_says_who_has_more_than_their_role(login, back_office, agent):
    agent.extra_rights = [Permission.OFFER_EDIT, Permission.CONTRACTS_VIEW]
    agent.save()
    UserFactory(first_name="Nadia", extra_rights=[Permission.CONTRACTS_VIEW])
    page = login(back_office).get("/comptes/droits/").content.decode()
    different = page.split("Droits par rôle")[0]
    assert "Élodie Lefèvre" in different
    assert "Modifier L’offre" in different
    assert "Voir les contrats" not in different
    assert "Nadia" not in different, "what the role gives anyway is no difference"


def test_matrix_asks_a_fixed_number_of_queries(login, back_office, django_assert_max_num_queries):
    for _each in range(5):
        UserFactory(extra_rights=[Permission.OFFER_EDIT])
    client = login(back_office)
    client.get("/comptes/droits/")
    with django_assert_max_num_queries(4):
        client.get("/comptes/droits/")


def test_page_of_rights_shows_those_of_the_role_as_given(login, back_office, agent):
    page = login(back_office).get(f"/comptes/{agent.pk}/droits/").content.decode()
    box = page.split('value="contracts.view"')[1].split(">")[0]
    assert "checked" in box
    assert "disabled" in box
    assert "disabled" not in page.split('value="offer.edit"')[1].split(">")[0]


def test_rights_are_given_and_taken_with_an_event_each(login, back_office, agent):
    client = login(back_office)
    client.post(f"/comptes/{agent.pk}/droits/", {"extra_rights": [Permission.OFFER_EDIT, Permission.API]})
    agent.refresh_from_db()
    assert set(agent.extra_rights) == {Permission.OFFER_EDIT, Permission.API}
    client.post(f"/comptes/{agent.pk}/droits/", {"extra_rights": [Permission.API]})
    client.post(f"/comptes/{agent.pk}/droits/", {"extra_rights": [Permission.API]})
    agent.refresh_from_db()
    assert agent.extra_rights == [Permission.API]
    assert [line.event.verb for line in history_of(agent)] == ["accounts.changed"] * 2
