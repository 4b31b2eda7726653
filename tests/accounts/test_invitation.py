import pytest
import time_machine
from django.conf import settings

from portal.accounts import actions
from portal.audit.history import history_of
from portal.links.models import SecureLink
from portal.messaging.models import Message
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "trois cafés au comptoir"


def invited(by=None, **fields):
    user = UserFactory(invited=True, first_name="Nadia", **fields)
    actions.invite(user=user, by=by)
    return user


def open_gate(client, path):
    """What a person does: read the page, press « Continuer »."""
    assert client.get(path).status_code == 200
    return client.post(path, follow=True)


def choose(client, path, first=PASSWORD, second=None):
    return client.post(path, {"password1": first, "password2": second or first}, follow=True)


def test_an_invited_person_chooses_a_password_and_logs_in(client, back_office, link_in):
    user = invited(by=back_office)
    page = open_gate(client, link_in(user.email))
    assert "Bienvenue, Nadia" in page.content.decode()

    page = choose(client, link_in(user.email))
    assert page.redirect_chain[-1][0] == "/connexion/"
    assert f'value="{user.email}"' in page.content.decode()

    client.post("/connexion/", {"login": user.email, "password": PASSWORD})
    assert client.get("/parametres/").status_code == 200
    user.refresh_from_db()
    assert user.activated_at is not None
    verbs = [line.event.verb for line in history_of(user, newest_first=False)]
    assert verbs == ["accounts.invited", "links.opened", "accounts.activated"]


def test_a_scanner_that_follows_the_link_changes_nothing(client, link_in):
    user = invited()
    for method in (client.get, client.head):
        assert method(link_in(user.email)).status_code == 200
    link = SecureLink.objects.get()
    assert (link.opened_at, link.completed_at) == (None, None)


def test_the_page_behind_the_gate_says_the_rules_before_one_types(client, link_in):
    user = invited()
    page = open_gate(client, link_in(user.email)).content.decode()
    for rule in ("Au moins 12 caractères", "Pas seulement des chiffres", "Pas un mot de passe courant", "Ni votre nom"):
        assert rule in page


def test_a_link_serves_once(client, link_in):
    user = invited()
    path = link_in(user.email)
    open_gate(client, path)
    choose(client, path)
    client.logout()
    assert client.get(path).status_code == 410


def test_two_different_passwords_are_told_at_the_field(client, link_in):
    user = invited()
    path = link_in(user.email)
    open_gate(client, path)
    page = choose(client, path, PASSWORD, "un autre mot de passe")
    assert "Les deux mots de passe sont différents." in page.content.decode()
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_an_expired_link_offers_a_new_one_which_works(client, link_in):
    with time_machine.travel("2026-03-02T09:00:00+01:00"):
        user = invited()
        old = link_in(user.email)
    with time_machine.travel("2026-03-05T09:01:00+01:00"):
        page = client.get(old)
        assert page.status_code == 410
        assert "Recevoir un nouveau lien" in page.content.decode()
        client.post(f"{old}nouveau/")
        new = link_in(user.email)
        assert new != old
        open_gate(client, new)
        choose(client, new)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_asking_for_a_new_link_answers_alike_for_a_link_nobody_made(client, link_in):
    with time_machine.travel("2026-03-02T09:00:00+01:00"):
        old = link_in(invited().email)
    with time_machine.travel("2026-03-06T09:00:00+01:00"):
        known = client.post(f"{old}nouveau/")
        unknown = client.post(f"/l/{'x' * 43}/nouveau/")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)


def test_the_link_lives_as_long_as_the_setting_says(db):
    invited()
    link = SecureLink.objects.get()
    assert (link.expires_at - link.created_at).total_seconds() == settings.INVITATION_HOURS * 3600


def test_a_second_invitation_kills_the_first_link_and_its_mail(client, back_office, link_in, mails):
    user = invited()
    first = link_in(user.email)
    assert actions.invite(user=user, by=back_office)
    assert client.get(first).status_code == 410
    assert client.get(link_in(user.email)).status_code == 200
    assert [message.state for message in Message.objects.order_by("pk")] == ["cancelled", "queued"]
    assert mails(user.email)[0] == ""


def test_who_has_a_password_is_not_invited_again(agent):
    assert actions.invite(user=agent) is False
    assert not Message.objects.exists()


def test_a_deactivated_account_accepts_no_invitation(client, back_office, link_in):
    user = invited()
    path = link_in(user.email)
    open_gate(client, path)
    actions.deactivate(user=user, by=back_office)
    assert choose(client, path).status_code == 410
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_a_password_set_by_the_reset_page_uses_the_invitation_up(client, link_in):
    user = invited()
    path = link_in(user.email)
    open_gate(client, path)
    client.post("/mot-de-passe/oublie/", {"email": user.email})
    reset = client.get(link_in(user.email), follow=True)
    client.post(reset.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    user.refresh_from_db()
    assert user.activated_at is not None
    choose(client, path, "un second mot de passe")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_token_stands_in_no_column_in_clear(db, link_in):
    user = invited()
    token = link_in(user.email).split("/")[2]
    stored = str(list(SecureLink.objects.values())) + str(list(Message.objects.values()))
    assert token not in stored


def test_a_used_link_leads_to_the_login_page_first(client, link_in):
    user = invited()
    path = link_in(user.email)
    open_gate(client, path)
    choose(client, path)
    client.logout()
    page = client.get(path).content.decode()
    main = page[page.index("<h1") :]
    assert 0 < main.index('href="/connexion/"') < main.index("Recevoir un nouveau lien")
