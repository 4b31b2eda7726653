"""What a request says of itself is never believed: neither where to go next, nor under which name we live."""

import re
from urllib.parse import urljoin

import pytest
from django_fsm import ConcurrentTransition

from contracts.models import Contract
from contracts.pages.views import drafts
from portal.access.roles import Role
from portal.messaging.models import Message
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db

AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "\thttps://evil.example",
    "http://testserver@evil.example/",
    "https://testserver.evil.example/",
    "%2f%2fevil.example",
]


@pytest.mark.parametrize("target", AWAY)
def test_logging_in_and_out_leads_nowhere_else(client, agent, target):
    answer = client.post("/connexion/", {"login": agent.email, "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert _is_ours(answer.headers["Location"]), answer.headers["Location"]
    answer = client.get("/connexion/", {"next": target})
    assert _is_ours(answer.headers["Location"]), answer.headers["Location"]
    answer = client.post("/deconnexion/", {"next": target})
    assert _is_ours(answer.headers["Location"]), answer.headers["Location"]


NAMES = ["next", "suite", "retour", "liste", "next_url"]


@pytest.mark.parametrize("target", AWAY)
def test_no_form_leads_away(client, agent, target):
    """Small forms that come back to where one was: language, look, notices, views, the calls of the queue."""
    client.force_login(agent)
    for path in ("/_ui/apparence/", "/notifications/lues/", "/vues/contrats/", "/parametres/", "/contrats/actions/"):
        form = dict.fromkeys(NAMES, target) | {"theme": "dark", "name": "vue"}
        answer = client.post(path, form, HTTP_REFERER=target)
        assert _is_ours(answer.headers.get("Location", "/")), (path, answer.headers["Location"])


@pytest.fixture
def agent(db):
    return UserFactory()


def _is_ours(location: str) -> bool:
    """A browser reads a backslash as a slash, and drops tabs and line ends."""
    read = re.sub(r"[\t\r\n]", "", location).replace("\\", "/")
    return urljoin("http://testserver/a/", read).startswith("http://testserver/")


def test_a_step_refused_late_does_not_follow_the_referer(client, agent, monkeypatch):
    def late(*_args, **_kwargs):
        raise ConcurrentTransition

    monkeypatch.setattr(drafts, "draft_for", late)
    client.force_login(agent)
    answer = client.post("/contrats/brouillons/1/suppression/", HTTP_REFERER="https://evil.example/")
    assert answer.status_code == 302
    assert _is_ours(answer.headers["Location"])


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED"])
def test_the_host_named_by_a_request_is_in_no_link(client, agent, settings, header):
    """A reset asked for under another name must not send the token there."""
    settings.EMAIL_BACKEND = "portal.messaging.email_backend.OutboxBackend"
    value = "host=evil.example" if header == "HTTP_FORWARDED" else "evil.example"
    client.post("/mot-de-passe/oublie/", {"email": agent.email}, **{header: value})
    bodies = [
        message.content() for message in Message.objects.filter(recipient=agent.email, subject__contains="mot de passe")
    ]
    if header == "HTTP_HOST":
        assert bodies == [], "an unknown host is refused before anything is sent"
    else:
        assert len(bodies) == 1
        assert "http://testserver/mot-de-passe/oublie/" in bodies[0].text
    assert all("evil.example" not in body.text + body.html for body in bodies)
    page = client.get("/connexion/", **{header: value})
    assert page.status_code == (400 if header == "HTTP_HOST" else 200)
    assert "evil.example" not in page.content.decode()


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: stolen=1", "a\nX-Injected: 1", "%0d%0aX-Injected: 1"])
def test_line_ends_make_no_headers(client, agent, value):
    client.force_login(agent)
    for path in ("/contrats/", "/recherche/", "/documents/", "/connexion/", "/admin/"):
        answer = client.get(path, {"q": value, "next": value})
        assert "stolen" not in answer.cookies
        assert "X-Injected" not in answer.headers


def test_of_two_values_the_same_one_counts_everywhere(client, agent):
    """`?a=1&a=2`: one part of the portal must not check the first and use the second."""
    client.force_login(agent)
    foreign = UserFactory()
    answer = client.post(
        "/parametres/", {"first_name": ["Un", "Deux"], "last_name": "X", "email": [agent.email, foreign.email]}
    )
    assert answer.status_code in (302, 422)
    agent.refresh_from_db()
    assert agent.email != foreign.email


EXTRA = {
    "status": "validated",
    "owner": 1,
    "owner_id": 1,
    "agency": 1,
    "number": "CT-2026-999999",
    "net_price": "0.01",
    "price": "0.01",
    "signed_at": "2026-01-01",
    "creation_key": "x",
    "role": "back_office",
    "is_staff": "on",
    "is_superuser": "on",
    "extra_rights": "contracts.confirm",
}


def test_extra_fields_change_nothing(client, agent):
    client.force_login(agent)
    draft = ContractFactory(owner=agent)
    kept = ("status", "owner_id", "agency_id", "net_price", "number", "signed_at")
    before = Contract.objects.values(*kept).get(pk=draft.pk)
    client.post(f"/contrats/brouillons/{draft.pk}/", {"product": draft.product_id, "version": draft.version, **EXTRA})
    assert Contract.objects.values(*kept).get(pk=draft.pk) == before
    client.post("/parametres/", {"first_name": "Léa", "last_name": "Roche", "language": "fr", **EXTRA})
    agent.refresh_from_db()
    assert (agent.role, agent.is_staff, agent.is_superuser, agent.extra_rights) == (Role.AGENT, False, False, [])
