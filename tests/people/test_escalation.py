"""Nobody gains by these pages what they do not have: rights, roles, the account of a superuser, their own."""

import pytest

from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.accounts import actions, administering
from portal.accounts.models import User
from portal.audit.transitions import NotYours
from tests.factories.accounts import UserFactory
from tests.people.test_one_account import filled, sheet

pytestmark = pytest.mark.django_db
PAGES = ("modification", "droits", "invitation", "desactivation", "reactivation", "depart", "second-facteur")


@pytest.mark.parametrize("page", PAGES)
def test_only_a_superuser_touches_a_superuser(login, back_office, superuser, page):
    client = login(back_office)
    sent = sheet(superuser, email="pris@exemple.fr", extra_rights=["offer.edit"], close="on", reason="x")
    assert client.post(f"/comptes/{superuser.pk}/{page}/", sent).status_code == 403
    before = (superuser.email, superuser.is_active, superuser.extra_rights)
    superuser.refresh_from_db()
    assert (superuser.email, superuser.is_active, superuser.extra_rights) == before
    assert client.get(f"/comptes/{superuser.pk}/").status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BACK_OFFICE])
def test_other_roles_reach_nothing_even_with_the_right_by_name(login, agent, role):
    user = UserFactory(role=role, is_staff=True, extra_rights=["people.manage"])
    client = login(user)
    for page in ("", "modification/", "droits/", "desactivation/", "depart/"):
        assert client.get(f"/comptes/{agent.pk}/{page}").status_code == 404
    assert client.post(f"/comptes/{agent.pk}/invitation/").status_code == 404
    assert client.post("/comptes/nouveau/", filled()).status_code == 403
    assert client.post("/comptes/invitations/", {"people": "A B <a@b.fr>", "confirme": "1"}).status_code == 403


def test_nobody_changes_their_own_role_rights_or_access(login, back_office):
    client = login(back_office)
    client.post(f"/comptes/{back_office.pk}/modification/", sheet(back_office, first_name="Eva", role=Role.AGENT))
    assert client.post(f"/comptes/{back_office.pk}/droits/", {"extra_rights": ["myb.opportunites"]}).status_code == 403
    assert client.post(f"/comptes/{back_office.pk}/desactivation/").status_code == 403
    client.post(f"/comptes/{back_office.pk}/depart/", {"close": "on"})
    back_office.refresh_from_db()
    assert (back_office.first_name, back_office.role) == ("Eva", Role.BACK_OFFICE)
    assert (back_office.extra_rights, back_office.is_active) == ([], True)


def test_fields_of_superusers_are_not_taken_from_the_form(login, back_office, agent):
    client = login(back_office)
    client.post(
        f"/comptes/{agent.pk}/modification/", sheet(agent, is_superuser="on", is_staff="on", extra_rights=["api.use"])
    )
    client.post("/comptes/nouveau/", filled(is_superuser="on", is_staff="on", extra_rights=["api.use"]))
    for user in (User.objects.get(pk=agent.pk), User.objects.get(email="nadia@exemple.fr")):
        assert (user.is_superuser, user.is_staff, user.extra_rights) == (False, False, [])


def test_only_rights_that_one_has_are_given(login, back_office, agent):
    wanted = [Permission.OFFER_EDIT, Permission.OPPORTUNITIES, Permission.PEOPLE, "nonsense"]
    login(back_office).post(f"/comptes/{agent.pk}/droits/", {"extra_rights": wanted})
    agent.refresh_from_db()
    assert agent.extra_rights == [Permission.OFFER_EDIT]


def test_rights_that_one_may_not_give_stay_as_they_are(login, back_office, agent):
    agent.extra_rights = [Permission.OPPORTUNITIES, Permission.OFFER_EDIT]
    agent.save()
    login(back_office).post(f"/comptes/{agent.pk}/droits/", {})
    agent.refresh_from_db()
    assert agent.extra_rights == [Permission.OPPORTUNITIES]


def test_superuser_gives_any_right_but_that_of_accounts(login, superuser, agent):
    wanted = [Permission.OPPORTUNITIES, Permission.PEOPLE]
    login(superuser).post(f"/comptes/{agent.pk}/droits/", {"extra_rights": wanted})
    agent.refresh_from_db()
    assert agent.extra_rights == [Permission.OPPORTUNITIES]


def test_administration_refuses_the_same_on_its_form(login, back_office, agent):
    fields = sheet(agent, extra_rights=[Permission.OPPORTUNITIES])
    page = login(back_office).post(f"/admin/accounts/user/{agent.pk}/change/", fields)
    assert "que des droits que vous avez" in page.content.decode()
    agent.refresh_from_db()
    assert agent.extra_rights == []


def test_actions_refuse_what_no_page_offers(back_office, superuser, agent):
    taken = User.objects.get(pk=superuser.pk)
    taken.email = "pris@exemple.fr"
    raised = User.objects.get(pk=agent.pk)
    raised.is_superuser = True
    own = User.objects.get(pk=back_office.pk)
    own.extra_rights = [Permission.OPPORTUNITIES]
    for user, column in ((taken, "email"), (raised, "is_superuser"), (own, "extra_rights")):
        with pytest.raises(NotYours):
            administering.change_account(user=user, changed=[column], by=back_office)
    for own_act in (actions.deactivate, actions.forget_second_factor):
        with pytest.raises(NotYours):
            own_act(user=back_office, by=back_office, reason="x")
    with pytest.raises(NotYours):
        actions.forget_second_factor(user=superuser, by=back_office, reason="x")
    UserFactory(back_office=True, is_superuser=True)
    with pytest.raises(NotYours):
        actions.deactivate(user=superuser, by=back_office)
    actions.deactivate(user=superuser, by=UserFactory(back_office=True, is_superuser=True))
    with pytest.raises(NotYours):
        actions.reactivate(user=superuser, by=back_office)
