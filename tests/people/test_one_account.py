"""One account in the portal: made, changed, closed, opened, left; each through the action of the administration."""

import pytest

from portal.access.roles import Role
from portal.accounts.models import User
from portal.audit.history import history_of
from portal.messaging.models import Message
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db


def filled(**changes) -> dict:
    fields = {"first_name": "Nadia", "last_name": "Durand", "email": "Nadia@Exemple.fr", "role": Role.AGENT}
    return fields | {"language": "fr", "organisation": OrganisationFactory().pk} | changes


def sheet(user, **changes) -> dict:
    fields = {name: getattr(user, name) for name in ("first_name", "last_name", "email", "role", "phone", "language")}
    return fields | {"organisation": user.organisation_id or "", "version": user.version} | changes


def verbs(user) -> list[str]:
    return [line.event.verb for line in history_of(user, newest_first=False)]


def test_new_account_is_invited_and_its_history_begins(login, back_office):
    page = login(back_office).post("/comptes/nouveau/", filled(), follow=True)
    user = User.objects.get(email="nadia@exemple.fr")
    assert page.redirect_chain[-1][0] == f"/comptes/{user.pk}/"
    assert "Invitation envoyée à nadia@exemple.fr." in page.content.decode()
    assert Message.objects.get().recipient == user.email
    assert verbs(user) == ["accounts.created", "accounts.invited"]
    assert not user.has_usable_password()


@pytest.mark.parametrize("role", [Role.AGENT, Role.MANAGER, Role.PARTNER])
def test_roles_that_need_an_organisation_are_refused_without(login, back_office, role):
    page = login(back_office).post("/comptes/nouveau/", filled(role=role, organisation=""))
    assert page.status_code == 422
    assert page.context["form"].errors == {"organisation": ["L’organisation est obligatoire pour ce rôle."]}
    assert not User.objects.filter(email="nadia@exemple.fr").exists()


@pytest.mark.parametrize("role", [Role.BACK_OFFICE, Role.PRESALES, Role.CLIENT])
def test_other_roles_need_none(login, back_office, role):
    login(back_office).post("/comptes/nouveau/", filled(role=role, organisation=""))
    user = User.objects.get(email="nadia@exemple.fr")
    assert (user.role, user.is_staff) == (role, role == Role.BACK_OFFICE)


def test_wrong_form_says_what_is_missing_at_each_field_and_keeps_the_rest(login, back_office, agent):
    typed = filled(first_name="", email=agent.email.upper(), phone="12")
    page = login(back_office).post("/comptes/nouveau/", typed)
    errors = page.context["form"].errors
    assert errors["first_name"] == ["Indiquez le prénom."]
    assert errors["email"] == ["Un compte existe déjà avec cette adresse."]
    assert "phone" in errors
    assert 'value="Durand"' in page.content.decode()


def test_file_shows_rights_sessions_and_what_is_in_their_name(login, back_office, agent):
    ClientFactory(owner=agent)
    agent.extra_rights = ["offer.edit"]
    agent.save()
    page = login(back_office).get(f"/comptes/{agent.pk}/").content.decode()
    for words in ("Voir les contrats", "en plus du rôle", "Sessions ouvertes", "clients (1)", agent.organisation.name):
        assert words in page


def test_file_asks_a_fixed_number_of_queries(login, back_office, agent, django_assert_max_num_queries):
    client = login(back_office)
    client.get(f"/comptes/{agent.pk}/")
    with django_assert_max_num_queries(14):
        client.get(f"/comptes/{agent.pk}/")


def test_change_is_saved_and_noted(login, back_office, agent):
    client = login(back_office)
    client.post(f"/comptes/{agent.pk}/modification/", sheet(agent, last_name="Martin", role=Role.MANAGER))
    agent.refresh_from_db()
    assert (agent.last_name, agent.role, agent.version) == ("Martin", Role.MANAGER, 2)
    assert verbs(agent) == ["accounts.changed"]


def test_change_of_somebody_else_meanwhile_is_told_and_nothing_is_lost(login, back_office, agent):
    typed = sheet(agent, last_name="Martin")
    client = login(back_office)
    client.post(f"/comptes/{agent.pk}/modification/", sheet(agent, first_name="Eva"))
    page = client.post(f"/comptes/{agent.pk}/modification/", typed)
    assert page.status_code == 409
    assert 'value="Martin"' in page.content.decode()
    agent.refresh_from_db()
    assert (agent.first_name, agent.last_name) == ("Eva", "Lefèvre")


def test_new_address_of_an_invited_person_is_invited(login, back_office):
    person = UserFactory(invited=True)
    login(back_office).post(f"/comptes/{person.pk}/modification/", sheet(person, email="autre@exemple.fr"))
    assert Message.objects.filter(recipient="autre@exemple.fr", template="accounts/messages/invitation").count() == 1


def test_invitation_is_sent_again(login, back_office, agent):
    person = UserFactory(invited=True)
    client = login(back_office)
    page = client.post(f"/comptes/{person.pk}/invitation/", follow=True).content.decode()
    assert f"Invitation envoyée à {person.email}." in page
    page = client.post(f"/comptes/{agent.pk}/invitation/", follow=True).content.decode()
    assert "son mot de passe est déjà choisi" in page
    assert Message.objects.count() == 1


def test_account_is_closed_after_a_question_and_opened_again(login, back_office, agent):
    client = login(back_office)
    assert "perd l’accès" in client.get(f"/comptes/{agent.pk}/desactivation/").content.decode()
    page = client.post(f"/comptes/{agent.pk}/desactivation/", follow=True).content.decode()
    assert "Désactivé" in page
    client.post(f"/comptes/{agent.pk}/reactivation/")
    agent.refresh_from_db()
    assert agent.is_active
    assert verbs(agent) == ["accounts.deactivated", "accounts.reactivated"]


def test_closing_is_undone_by_its_author(login, back_office, settings):
    settings.UNDO_SECONDS = 10
    person = UserFactory(invited=True)
    client = login(back_office)
    page = client.post(f"/comptes/{person.pk}/desactivation/", follow=True).content.decode()
    address = page.split('action="/annuler/')[1].split('"')[0]
    client.post(f"/annuler/{address}", follow=True)
    person.refresh_from_db()
    assert person.is_active
    assert verbs(person) == ["accounts.deactivated", "accounts.reactivated", "accounts.invited"]


def test_departure_hands_over_then_says_that_they_left(login, back_office, agent):
    heir = UserFactory(organisation=agent.organisation)
    client = ClientFactory(owner=agent)
    browser = login(back_office)
    page = browser.get(f"/comptes/{agent.pk}/depart/").content.decode()
    assert heir.get_full_name() in page
    browser.post(f"/comptes/{agent.pk}/depart/", {"successor": heir.pk, "close": "on", "reason": "Retraite"})
    client.refresh_from_db()
    agent.refresh_from_db()
    assert client.owner == heir
    assert (agent.is_active, str(agent.status_label)) == (False, "Parti")


def test_departure_without_an_heir_stays_on_the_page_and_says_so(login, back_office, agent):
    ClientFactory(owner=agent)
    page = login(back_office).post(f"/comptes/{agent.pk}/depart/", {"close": "on"}, follow=True)
    assert page.redirect_chain[-1][0] == f"/comptes/{agent.pk}/depart/"
    assert "n’est confiée à personne" in page.content.decode()


def test_second_factor_is_removed_with_a_reason(login, back_office, agent):
    agent.authenticator_set.create(type="totp", data={})
    client = login(back_office)
    assert client.post(f"/comptes/{agent.pk}/second-facteur/", {"reason": ""}).status_code == 422
    client.post(f"/comptes/{agent.pk}/second-facteur/", {"reason": "Téléphone perdu"})
    assert not agent.authenticator_set.exists()
    assert verbs(agent) == ["accounts.second_factor_removed"]
