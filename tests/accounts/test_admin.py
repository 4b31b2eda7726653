import pytest

from portal.access.roles import Role
from portal.accounts import actions, administering
from portal.accounts.models import User
from portal.audit.history import history_of
from portal.messaging.models import Message
from tests.factories.accounts import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

ADD = "/admin/accounts/user/add/"


def new_account(**changes) -> dict:
    fields = {"first_name": "Nadia", "last_name": "Durand", "email": "Nadia@Exemple.fr", "role": Role.AGENT}
    return fields | {"organisation": OrganisationFactory().pk} | changes


def change(user, **changes) -> dict:
    fields = {name: getattr(user, name) for name in ("first_name", "last_name", "email", "role", "phone", "language")}
    return fields | {"organisation": user.organisation_id or ""} | changes


@pytest.fixture
def superuser(db):
    return UserFactory(back_office=True, is_superuser=True)


def test_the_back_office_creates_an_account_and_an_invitation_leaves(login, back_office):
    page = login(back_office).post(ADD, new_account(), follow=True)
    user = User.objects.get(email="nadia@exemple.fr")
    assert not user.has_usable_password()
    assert user.invited_at is not None
    assert Message.objects.get().recipient == user.email
    assert "Une invitation est partie à nadia@exemple.fr." in page.content.decode()
    verbs = [line.event.verb for line in history_of(user, newest_first=False)]
    assert verbs == ["accounts.created", "accounts.invited"]


def test_the_form_of_a_new_account_asks_for_no_password(login, back_office):
    page = login(back_office).get(ADD).content.decode()
    assert "password" not in page.replace("password_change", "")
    assert "is_superuser" not in page


def test_an_address_is_taken_whatever_its_capitals(login, back_office, agent):
    page = login(back_office).post(ADD, new_account(email=agent.email.upper()))
    assert "Un compte existe déjà avec cette adresse." in page.content.decode()


def test_extra_fields_make_no_superuser(login, back_office):
    login(back_office).post(ADD, new_account(is_superuser="on", is_staff="on", password="x", extra_rights="offer.edit"))
    user = User.objects.get(email="nadia@exemple.fr")
    assert (user.is_superuser, user.is_staff, user.extra_rights) == (False, False, [])


def test_the_administration_follows_the_role(login, back_office):
    client = login(back_office)
    client.post(ADD, new_account(role=Role.BACK_OFFICE))
    user = User.objects.get(email="nadia@exemple.fr")
    assert user.is_staff
    client.post(f"/admin/accounts/user/{user.pk}/change/", change(user, role=Role.AGENT))
    user.refresh_from_db()
    assert (user.role, user.is_staff) == (Role.AGENT, False)


def test_nobody_raises_their_own_rights(login, back_office):
    address = f"/admin/accounts/user/{back_office.pk}/change/"
    grab = change(back_office, first_name="Anne", extra_rights=["myb.opportunites"], is_superuser="on", role=Role.AGENT)
    login(back_office).post(address, grab)
    back_office.refresh_from_db()
    assert back_office.first_name == "Anne"
    assert (back_office.extra_rights, back_office.is_superuser, back_office.role) == ([], False, Role.BACK_OFFICE)


def test_only_a_superuser_touches_a_superuser(login, back_office, superuser):
    address = f"/admin/accounts/user/{superuser.pk}/change/"
    response = login(back_office).post(address, change(superuser, email="pris@exemple.fr"))
    assert response.status_code == 403
    login(back_office).post(
        "/admin/accounts/user/", {"action": "close_accounts", "confirmed": "yes", "_selected_action": [superuser.pk]}
    )
    superuser.refresh_from_db()
    assert superuser.email != "pris@exemple.fr"
    assert superuser.is_active
    response = login(superuser).post(f"/admin/accounts/user/{back_office.pk}/change/", change(back_office))
    assert response.status_code == 302


def test_accounts_are_never_deleted(login, superuser, agent):
    assert login(superuser).get(f"/admin/accounts/user/{agent.pk}/delete/").status_code == 403


def test_accounts_are_closed_and_opened_from_the_list_but_never_ones_own(login, back_office, agent):
    client = login(back_office)
    chosen = {"_selected_action": [agent.pk, back_office.pk]}
    page = client.post("/admin/accounts/user/", {"action": "close_accounts"} | chosen).content.decode()
    agent.refresh_from_db()
    assert agent.is_active, "a page asks first"
    assert agent.get_full_name() in page
    assert back_office.get_full_name() not in page.split("desk-chosen")[1]
    client.post("/admin/accounts/user/", {"action": "close_accounts", "confirmed": "yes"} | chosen)
    agent.refresh_from_db()
    back_office.refresh_from_db()
    assert (agent.is_active, back_office.is_active) == (False, True)
    client.post("/admin/accounts/user/", {"action": "open_accounts"} | chosen)
    agent.refresh_from_db()
    assert agent.is_active
    verbs = [line.event.verb for line in history_of(agent, newest_first=False)]
    assert verbs == ["accounts.deactivated", "accounts.reactivated"]


def test_an_invitation_is_sent_again_from_the_page_and_from_the_list(login, back_office, agent):
    user = UserFactory(invited=True)
    client = login(back_office)
    page = client.get(f"/admin/accounts/user/{user.pk}/change/").content.decode()
    assert "Renvoyer l’invitation" in page
    page = client.post(f"/admin/accounts/user/{user.pk}/invitation/", follow=True)
    assert "1 invitation est partie." in page.content.decode()
    chosen = {"action": "send_invitations", "_selected_action": [user.pk, agent.pk]}
    page = client.post("/admin/accounts/user/", chosen, follow=True).content.decode()
    assert "1 invitation est partie." in page
    assert "ne reçoit pas d’invitation" in page
    assert Message.objects.filter(state="queued").count() == 1


def test_the_list_is_searched_without_accents_and_filtered_by_state(login, back_office):
    UserFactory(first_name="Élodie", last_name="Lefèvre")
    UserFactory(invited=True, first_name="Nadia")
    client = login(back_office)
    assert "Élodie" in client.get("/admin/accounts/user/?q=elodie+LEFEVRE").content.decode()
    page = client.get("/admin/accounts/user/?etat=invite").content.decode()
    assert "Nadia" in page
    assert "Élodie" not in page


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BACK_OFFICE])
def test_other_roles_have_no_administration_even_as_staff(login, role):
    user = UserFactory(role=role, is_staff=True)
    assert login(user).get("/admin/accounts/user/").status_code == 403
    assert login(UserFactory(role=role)).get("/admin/").status_code in (302, 403)


def test_the_administration_uses_the_portals_login(client):
    for address in ("/admin/", "/admin/login/", "/admin/accounts/user/"):
        page = client.get(address, follow=True)
        assert page.redirect_chain[-1][0].startswith("/connexion/?next=")


def test_a_new_address_leaves_no_older_one_that_logs_in(login, back_office, agent, client_class):
    old = agent.email
    login(back_office).post(f"/admin/accounts/user/{agent.pk}/change/", change(agent, email="nouvelle@exemple.fr"))
    browser = client_class()
    browser.post("/connexion/", {"login": old, "password": "un mot de passe tranquille"})
    assert "_auth_user_id" not in browser.session
    browser.post("/connexion/", {"login": "nouvelle@exemple.fr", "password": "un mot de passe tranquille"})
    assert "_auth_user_id" in browser.session


def test_the_invitation_sent_to_a_mistyped_address_dies_with_it(login, back_office, client_class, link_in):
    client = login(back_office)
    client.post(ADD, new_account(email="inconnu@exemple.fr"))
    user = User.objects.get(email="inconnu@exemple.fr")
    stray = link_in("inconnu@exemple.fr")
    address = f"/admin/accounts/user/{user.pk}/change/"
    page = client.post(address, change(user, email="nadia@exemple.fr"), follow=True).content.decode()
    assert client_class().get(stray).status_code == 410
    assert "Une invitation est partie à nadia@exemple.fr." in page
    assert client_class().get(link_in("nadia@exemple.fr")).status_code == 200


def test_a_sheet_saved_late_opens_no_account_that_was_closed_meanwhile(back_office, agent):
    seen = User.objects.get(pk=agent.pk)
    actions.deactivate(user=agent, by=back_office)
    seen.phone = "+33612345678"
    administering.save_from_administration(user=seen, changed=["phone"], by=back_office, created=False)
    agent.refresh_from_db()
    assert (agent.is_active, agent.phone) == (False, "+33612345678")


def test_organisations_are_kept_there_too(login, back_office):
    client = login(back_office)
    client.post("/admin/accounts/organisation/add/", {"name": "Agence Brest", "kind": "agency", "code": "brest"})
    assert "Agence Brest" in client.get("/admin/accounts/organisation/").content.decode()


@pytest.mark.parametrize("role", [Role.AGENT, Role.MANAGER, Role.PARTNER])
def test_who_sells_has_an_organisation(login, back_office, agent, role):
    client = login(back_office)
    page = client.post(ADD, new_account(role=role, organisation=""))
    assert "obligatoire pour ce rôle" in page.context["adminform"].form.errors["organisation"][0]
    assert not User.objects.filter(email="nadia@exemple.fr").exists()
    page = client.post(f"/admin/accounts/user/{agent.pk}/change/", change(agent, role=role, organisation=""))
    assert list(page.context["adminform"].form.errors) == ["organisation"]


@pytest.mark.parametrize("role", [Role.BACK_OFFICE, Role.PRESALES, Role.CLIENT])
def test_other_roles_need_no_organisation(login, back_office, role):
    login(back_office).post(ADD, new_account(role=role, organisation=""))
    assert User.objects.get(email="nadia@exemple.fr").role == role
