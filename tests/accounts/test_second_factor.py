import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from portal.accounts import actions
from portal.core.values import dates
from portal.messaging.models import Message
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def still_clock():
    """Stop the clock: a code is valid for 30 seconds, and may not expire between its making and its sending."""
    with time_machine.travel(dates.now(), tick=False) as clock:
        yield clock


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def enrolled(client, agent, commit_hooks):
    """A browser whose owner has just activated an authenticator app; gives it and the app's secret."""
    client.post("/connexion/", {"login": agent.email, "password": PASSWORD})
    client.post("/connexion/confirmer/", {"password": PASSWORD, "next": "/parametres/"})
    page = client.get("/parametres/securite/application/activer/").content.decode()
    secret = re.search(r'class="secret">(\w+)<', page)[1]
    with commit_hooks():
        answer = client.post("/parametres/securite/application/activer/", {"code": code_of(secret)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/parametres/securite/codes-de-secours/"
    return client, secret


def test_a_person_activates_an_app_and_gets_rescue_codes(enrolled, agent, mails):
    client, _secret = enrolled
    assert (
        "10 codes sur 10 sont encore utilisables"
        in client.get("/parametres/securite/codes-de-secours/").content.decode()
    )
    assert "protège maintenant votre compte" in "".join(mails(agent.email))


def test_the_secret_is_encrypted_in_the_database(enrolled):
    _client, secret = enrolled
    assert secret not in str(list(Authenticator.objects.values()))


def test_login_then_asks_for_the_code(enrolled, agent, client_class):
    _client, secret = enrolled
    browser = client_class()
    page = browser.post("/connexion/", {"login": agent.email, "password": PASSWORD}, follow=True)
    assert page.redirect_chain[-1][0] == "/connexion/second-facteur/"
    assert browser.get("/parametres/").status_code == 302
    wrong = browser.post("/connexion/second-facteur/", {"code": "000 000"})
    assert "Code incorrect" in wrong.content.decode()


def test_a_code_copied_with_the_words_around_it_opens(enrolled, agent, client_class):
    _client, secret = enrolled
    browser = client_class()
    browser.post("/connexion/", {"login": agent.email, "password": PASSWORD})
    code = code_of(secret)
    browser.post("/connexion/second-facteur/", {"code": f"Code : {code[:3]} {code[3:]}"})
    assert browser.get("/parametres/").status_code == 200


def test_a_rescue_code_serves_once(enrolled, agent, client_class):
    client, _secret = enrolled
    page = client.get("/parametres/securite/codes-de-secours/").content.decode()
    code = re.search(r"<li>(\d{8})</li>", page)[1]
    for accepted in (True, False):
        browser = client_class()
        browser.post("/connexion/", {"login": agent.email, "password": PASSWORD})
        browser.post("/connexion/second-facteur/", {"code": f"{code[:4]} {code[4:]}"})
        assert (browser.get("/parametres/").status_code == 200) is accepted


def test_staff_without_a_second_factor_open_nothing_but_its_activation(login, back_office, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    client = login(back_office)
    for address in ("/parametres/", "/admin/", f"/admin/accounts/user/{back_office.pk}/change/"):
        assert client.get(address)["Location"] == "/parametres/securite/"
    page = client.get("/parametres/securite/").content.decode()
    assert "Votre rôle demande un second facteur" in page
    assert client.get("/deconnexion/").status_code == 200


def test_others_are_not_asked(login, agent, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    assert login(agent).get("/parametres/").status_code == 200


def test_staff_with_a_second_factor_go_on(login, back_office, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    Authenticator.objects.create(user=back_office, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert login(back_office).get("/parametres/").status_code == 200


def test_rescue_codes_alone_are_no_second_factor(login, back_office, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    Authenticator.objects.create(user=back_office, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert login(back_office).get("/parametres/").status_code == 302


def test_staff_cannot_remove_their_last_second_factor(enrolled, agent, settings):
    client, _secret = enrolled
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    agent.is_staff = True
    agent.save()
    page = client.post("/parametres/securite/application/desactiver/")
    assert "ajoutez-en un autre avant de retirer celui-ci" in page.content.decode()
    assert Authenticator.objects.filter(user=agent, type=Authenticator.Type.TOTP).exists()


def test_others_may_remove_theirs(enrolled, agent):
    client, _secret = enrolled
    client.post("/parametres/securite/application/desactiver/")
    assert not Authenticator.objects.filter(user=agent, type=Authenticator.Type.TOTP).exists()


def test_security_asks_who_one_is_again(login, agent):
    client = login(agent)
    assert client.get("/parametres/securite/application/activer/")["Location"].startswith("/connexion/confirmer/")


@pytest.mark.parametrize(
    "address",
    ["", "cles/", "codes-de-secours/nouveaux/", "codes-de-secours/", "application/desactiver/", "cles/ajouter/"],
)
def test_every_page_of_security_is_well_made(enrolled, address):
    client, _secret = enrolled
    assert client.get(f"/parametres/securite/{address}").status_code == 200


def test_nobody_sees_another_persons_keys(enrolled, agent):
    client, _secret = enrolled
    stranger = UserFactory()
    key = Authenticator.objects.create(user=stranger, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé"})
    for verb in ("retirer", "renommer"):
        assert client.get(f"/parametres/securite/cles/{key.pk}/{verb}/").status_code == 404


@pytest.mark.parametrize("right", ["contracts.confirm", "documents.manage", "operations.view", "news.write"])
def test_reserved_right_given_by_name_asks_for_a_second_factor(client_class, settings, right):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    for rights, asked in (([right], True), (["contracts.export"], False), ([], False)):
        browser = client_class()
        browser.force_login(UserFactory(extra_rights=rights))
        answer = browser.get("/parametres/")
        assert (answer.status_code == 302 and answer["Location"] == "/parametres/securite/") is asked


def test_removed_second_factor_is_told_to_its_owner_and_the_back_office(enrolled, agent, mails):
    by, other = UserFactory(back_office=True), UserFactory(back_office=True)
    actions.forget_second_factor(user=agent, by=by, reason="Téléphone perdu")
    assert f"{by.get_full_name()} a retiré votre second facteur" in mails(agent.email)[-1]
    assert "Vérifiez que la demande est vraie" in mails(other.email)[-1]
    assert mails(by.email) == []
    (notice,) = Message.objects.notices_of(other)
    assert notice.subject == f"Second facteur retiré : {agent.get_full_name()}"
