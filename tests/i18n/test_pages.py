"""Somebody who reads English meets no French sentence of the portal, wherever they go."""

import html
import re
from collections import Counter, deque

import pytest
from django.utils.translation import override

from contracts.confirmation import actions as confirming
from contracts.sales.enums import CallOutcome
from portal.access.roles import Role
from portal.messaging.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, code_sent, other_than, type_code
from tests.factories.library import DocumentFactory
from tests.factories.presales import PartnerFactory, tale_at
from tests.i18n.reading import french_in, french_pieces

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="([^"#]+)"')
NOT_WALKED = ("/static/", "/_ui/", "/admin/jsi18n/", "/demo/", "/deconnexion/")
SAME_KIND = 2
ANONYMOUS = (
    *("/connexion/", "/mot-de-passe/oublie/", "/retractation/", "/verifier/"),
    *("/mentions-legales/", "/confidentialite/", "/aide/verifier-un-contrat/"),
)


@pytest.fixture
def house(db):
    """An agency with contracts in every state; everybody reads English."""
    agent = UserFactory(language="en", last_name="Perrin")
    people = {
        "agent": agent,
        "manager": UserFactory(manager=True, organisation=agent.organisation, language="en"),
        "back-office": UserFactory(back_office=True, is_superuser=True, language="en"),
        "presales": UserFactory(role=Role.PRESALES, language="en"),
        "partner": PartnerFactory(language="en"),
        "client": UserFactory(client=True, language="en"),
    }
    with override("en"):  # what they do is done in English too, and must be kept in French
        for state in ("submitted", "awaiting_client", "sealed", "validated", "unpaid", "unreachable", "withdrawn"):
            ContractFactory(owner=agent, **{state: True})
        ContractFactory(owner=agent)
        called = ContractFactory(owner=agent, awaiting_back_office=True)
        confirming.log_call(contract=called, outcome=CallOutcome.NO_ANSWER, note="", by=people["back-office"])
        waiting = ContractFactory(owner=agent, awaiting_client=True)
        type_code(waiting, other_than(code_sent(waiting)), by=agent)
        for status in ("awaiting_info", "planned", "done", "refused"):
            tale_at(status, partner=people["partner"], description="Show it")
    DocumentFactory(category__name="Flyers", title="Flyer")
    return people


def _shape(address: str) -> str:
    """Addresses of one kind: other numbers, other filters."""
    path, _, query = address.partition("?")
    return re.sub(r"[\w-]*\d[\w-]*", "N", path) + ("?" if query else "")


def _without_subjects(page: str) -> str:
    """A page without what was written to somebody else, in the language of that person."""
    page = html.unescape(page)
    for subject, body in Message.objects.values_list("subject", "body_text"):
        for line in filter(None, (subject, *body.splitlines())):
            page = page.replace(line, " ")
    return page


def _walk(client, *, first: str = "/"):
    """Every kind of page that links lead to from `first`, with its address."""
    todo, met, seen = deque([first]), Counter(), set()
    while todo:
        address = todo.popleft()
        shape = _shape(address)
        if address in seen or met[shape] >= SAME_KIND or address.startswith(NOT_WALKED):
            continue
        seen.add(address)
        met[shape] += 1
        response = client.get(address)
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = response.content.decode()
        yield address, page
        for link in map(html.unescape, LINK.findall(page)):
            target = address.partition("?")[0] + link if link.startswith("?") else link
            if target.startswith("/"):
                todo.append(target)


@pytest.mark.parametrize("who", ["agent", "manager", "back-office", "presales", "partner", "client"])
def test_nobody_who_reads_english_meets_french(login, house, who):
    client = login(house[who])
    walked, found = 0, {}
    for address, page in _walk(client):
        walked += 1
        if french := french_in(_without_subjects(page)):
            found[address] = french
    assert walked > 12
    assert found == {}


@pytest.mark.parametrize("address", ANONYMOUS)
def test_pages_for_anybody_follow_the_cookie(client, db, address):
    client.cookies["django_language"] = "en"
    assert french_in(client.get(address).content.decode()) == []


@pytest.mark.parametrize("address", ["/", "/contrats/nouveau/", "/aide/", "/parametres/"])
def test_the_search_for_french_finds_it_on_french_pages(login, db, address):
    """Else the walk above would prove nothing."""
    assert len(french_pieces()) > 1000
    assert len(french_in(login(UserFactory()).get(address).content.decode())) > 5
