"""The pages before a login take anything: nonsense is refused calmly, what a paste adds is taken off."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from portal.accounts.adapters import MFAAdapter
from portal.messaging.models import Message
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NONSENSE = [
    "[" * 3000,
    "9" * 5000,
    '{"id": ' + "9" * 5000 + "}",
    "[]",
    '"x"',
    "{}",
    json.dumps({"id": "\ud800"}),
    "null",
]


@pytest.mark.parametrize("credential", NONSENSE)
def test_a_passkey_that_is_none_is_refused_calmly(client, credential):
    answer = client.post("/connexion/cle-d-acces/", {"credential": credential})
    assert (answer.status_code, answer["Location"]) == (302, "/connexion/")


@pytest.mark.parametrize(
    "next_page", ["hier", "account_login", "//evil.example", "https://evil.example/", "/\\evil.example"]
)
def test_only_a_path_of_the_portal_is_followed(client, next_page):
    answer = client.post("/_ui/apparence/", {"theme": "light", "next": next_page})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("next_page", ["hier", "account_login"])
def test_a_login_follows_no_name_of_a_view(client, next_page):
    person = UserFactory()
    answer = client.post("/connexion/", {"login": person.email, "password": PASSWORD, "next": next_page})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_an_address_longer_than_its_column_is_refused_at_the_field(client):
    answer = client.post("/mot-de-passe/oublie/", {"email": f"{'a' * 300}@x.fr"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert not Message.objects.exists()


@pytest.mark.parametrize("typed", ["\u202a{}\u202c", "mailto:{}", " {}\u200b", "{}"])
def test_an_address_pasted_with_invisible_signs_logs_in(client, typed):
    person = UserFactory()
    answer = client.post("/connexion/", {"login": typed.format(person.email), "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def code_at(moment: float) -> str:
    return format_hotp_value(hotp_value(SECRET, int(moment) // 30))


def logged_in_with(person, code: str) -> bool:
    browser = Client()
    browser.post("/connexion/", {"login": person.email, "password": PASSWORD})
    browser.post("/connexion/second-facteur/", {"code": code})
    return browser.get("/parametres/").status_code == 200


@pytest.fixture
def clock(monkeypatch):
    """Seconds that the authenticator and the cache of used codes read; `clock.append` sets them."""
    cache.clear()
    moments = [1_800_000_000.0]
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: moments[-1])
    return moments


@pytest.mark.parametrize(("later", "taken"), [(29, True), (33, True), (62, False)])
def test_a_code_typed_as_it_changes_is_taken_one_period_long(clock, later, taken):
    person = UserFactory()
    Authenticator.objects.create(user=person, type="totp", data={"secret": MFAAdapter().encrypt(SECRET)})
    code = code_at(clock[-1])
    clock.append(clock[-1] + later)
    assert logged_in_with(person, code) is taken


def test_a_code_serves_once_however_long_it_would_be_taken(clock):
    person = UserFactory()
    Authenticator.objects.create(user=person, type="totp", data={"secret": MFAAdapter().encrypt(SECRET)})
    code = code_at(clock[-1])
    assert logged_in_with(person, code)
    clock.append(clock[-1] + 31)
    assert not logged_in_with(person, code)


def test_an_office_behind_one_address_logs_in_at_once(client):
    people = UserFactory.create_batch(35)
    answers = [Client().post("/connexion/", {"login": person.email, "password": PASSWORD}) for person in people]
    assert {answer.status_code for answer in answers} == {302}
