import re

import pytest

from portal.accounts import actions, demo_accounts
from portal.messaging.models import Message
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

VARYING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|value="[^"]*@[^"]*"|nonce="[^"]*"')


def alike(response) -> str:
    """A page without what differs from one request to the next: tokens, and the address typed."""
    return VARYING.sub("", response.content.decode())


def test_one_logs_in_with_address_and_password_whatever_the_capitals(client):
    user = UserFactory(email="Zoé.Martin@Exemple.FR")
    assert user.email == "zoé.martin@exemple.fr"
    other = UserFactory(email="Marc@Exemple.fr")
    page = client.post("/connexion/", {"login": "MARC@exemple.fr", "password": PASSWORD})
    assert page.status_code == 302
    assert client.session["_auth_user_id"] == str(other.pk)


def test_the_session_is_another_after_login(client, agent):
    client.get("/connexion/")
    before = client.session.session_key
    client.post("/connexion/", {"login": agent.email, "password": PASSWORD})
    assert client.session.session_key != before


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(client, agent):
    known = client.post("/connexion/", {"login": agent.email, "password": "un autre mot de passe"})
    unknown = client.post("/connexion/", {"login": "personne@exemple.fr", "password": "un autre mot de passe"})
    assert known.status_code == unknown.status_code == 200
    assert "mot de passe incorrect" in alike(known)
    assert alike(known) == alike(unknown)


@pytest.mark.parametrize("trait", ["active", "invited", "deactivated"])
def test_asking_for_a_new_password_answers_alike_whatever_the_account(client, trait):
    user = UserFactory(invited=trait == "invited", is_active=trait != "deactivated")
    known = client.post("/mot-de-passe/oublie/", {"email": user.email}, follow=True)
    unknown = client.post("/mot-de-passe/oublie/", {"email": "personne@exemple.fr"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert alike(known) == alike(unknown)
    assert Message.objects.count() == 2


def test_a_lost_password_is_chosen_anew(client, agent, link_in, mails):
    client.post("/mot-de-passe/oublie/", {"email": agent.email})
    page = client.get(link_in(agent.email), follow=True)
    address = page.redirect_chain[-1][0]
    assert "set-password" in address
    client.post(address, {"password1": "deux tartines beurrées", "password2": "deux tartines beurrées"})
    agent.refresh_from_db()
    assert agent.check_password("deux tartines beurrées")
    assert "a été changé après un oubli" in mails(agent.email)[-1]


def test_a_reset_link_serves_once(client, agent, link_in, client_class):
    client.post("/mot-de-passe/oublie/", {"email": agent.email})
    path = link_in(agent.email)
    address = client.get(path, follow=True).redirect_chain[-1][0]
    client.post(address, {"password1": "deux tartines beurrées", "password2": "deux tartines beurrées"})
    assert "Ce lien ne fonctionne plus" in client_class().get(path, follow=True).content.decode()


def test_the_reset_link_names_the_portal_whatever_host_was_asked(client, agent, mails, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/mot-de-passe/oublie/", {"email": agent.email}, headers={"host": "pirate.example"})
    assert "http://testserver/mot-de-passe/oublie/" in mails(agent.email)[-1]
    assert "pirate" not in mails(agent.email)[-1]


@pytest.mark.parametrize("target", ["https://pirate.example/", "//pirate.example/", "javascript:alert(1)"])
def test_login_leads_nowhere_else(client, agent, target):
    page = client.post("/connexion/", {"login": agent.email, "password": PASSWORD, "next": target})
    assert page["Location"] == "/"


def test_leaving_asks_on_get_and_leads_to_the_login_page_on_post(login, agent):
    client = login(agent)
    assert client.get("/deconnexion/").status_code == 200
    assert "_auth_user_id" in client.session
    page = client.post("/deconnexion/")
    assert page["Location"] == "/connexion/"
    assert client.get("/parametres/").status_code == 302


def test_a_deactivated_account_loses_access_at_the_next_page(login, agent, back_office):
    client = login(agent)
    assert client.get("/parametres/").status_code == 200
    actions.deactivate(user=agent, by=back_office, reason="Départ")
    assert client.get("/parametres/")["Location"].startswith("/connexion/")


def test_a_deactivated_account_cannot_log_in(client):
    user = UserFactory(is_active=False)
    page = client.post("/connexion/", {"login": user.email, "password": PASSWORD}, follow=True)
    assert page.redirect_chain[-1][0] == "/connexion/compte-desactive/"
    assert "Ce compte est désactivé" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_alone(client):
    for address in ("/inscription/", "/signup/", "/accounts/signup/"):
        assert client.get(address).status_code in (302, 404)
    assert "signup" not in client.get("/connexion/").content.decode()


def test_guessing_is_slowed_down(client, agent, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    for _ in range(3):
        client.post("/connexion/", {"login": agent.email, "password": "un autre mot de passe"})
    page = client.post("/connexion/", {"login": agent.email, "password": PASSWORD})
    assert page.status_code == 200
    assert "Trop d’essais" in page.content.decode()


FIVE_WRONG = {"login_failed": "5/5m/key", "login": "1000/m/ip"}


def shut_out(client, agent) -> None:
    for _ in range(5):
        client.post("/connexion/", {"login": agent.email, "password": "un autre mot de passe"})


def try_in(client, agent) -> bool:
    return client.post("/connexion/", {"login": agent.email, "password": PASSWORD}).status_code == 302


def test_strangers_guesses_do_not_shut_the_owner_out_of_a_known_device(client, agent, client_class, settings):
    settings.ACCOUNT_RATE_LIMITS = FIVE_WRONG
    assert try_in(client, agent)
    client.post("/deconnexion/")
    shut_out(client_class(), agent)
    assert not try_in(client_class(), agent), "an unknown device waits"
    assert try_in(client, agent)


def test_guesses_from_a_known_device_are_slowed_down_too(client, agent, settings):
    settings.ACCOUNT_RATE_LIMITS = FIVE_WRONG
    assert try_in(client, agent)
    client.post("/deconnexion/")
    shut_out(client, agent)
    assert not try_in(client, agent)


def test_device_is_known_to_its_own_accounts_only(client, agent, client_class, settings):
    settings.ACCOUNT_RATE_LIMITS = FIVE_WRONG
    stranger = UserFactory()
    assert try_in(client, stranger)
    client.post("/deconnexion/")
    shut_out(client_class(), agent)
    assert not try_in(client, agent)
    forged = client_class()
    forged.cookies["appareil"] = client.cookies["appareil"].value[:-2] + "xx"
    assert not try_in(forged, agent)


def test_who_is_shut_out_is_led_to_a_passkey(client, agent, settings):
    settings.ACCOUNT_RATE_LIMITS = FIVE_WRONG
    shut_out(client, agent)
    page = client.post("/connexion/", {"login": agent.email, "password": PASSWORD}).content.decode()
    assert "connectez-vous avec une clé d’accès" in page
    assert client.get("/connexion/cle-d-acces/", headers={"Accept": "application/json"}).status_code == 200


def test_the_login_page_of_a_demo_shows_its_accounts(client):
    UserFactory(email=f"agent@{demo_accounts.DOMAIN}")
    UserFactory(email="vraie.personne@exemple.fr")
    page = client.get("/connexion/").content.decode()
    assert f'value="agent@{demo_accounts.DOMAIN}"' in page
    assert "vraie.personne" not in page


def test_a_real_portal_shows_no_account_on_its_login_page(client, settings):
    settings.DEMO = False
    UserFactory(email=f"agent@{demo_accounts.DOMAIN}")
    assert demo_accounts.PASSWORD not in client.get("/connexion/").content.decode()


def test_pages_are_french_whatever_the_browser_prefers(client):
    page = client.get("/connexion/", headers={"accept-language": "en-US,en"})
    assert page["Content-Language"] == "fr"
    assert "Se connecter" in page.content.decode()


def test_too_many_requests_are_answered_in_words(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [client.post("/connexion/", {"login": "x@exemple.fr", "password": "y"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Attendez quelques minutes" in answers[-1].content.decode()
