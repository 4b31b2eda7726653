"""What the busiest pages cost a browser that has nothing of the portal yet: requests, bytes, shifts of the layout."""

import gzip
from urllib.parse import urlsplit

import pytest

from portal.access.roles import Role
from tests.browsing import layout_shift
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_REQUESTS, MOST_BYTES, MOST_SHIFT = 12, 200 * 1024, 0.01
SMALL = {"width": 390, "height": 844}


def seller():
    """Return an agent with a list of contracts, one of which waits for its client."""
    agent = UserFactory(role=Role.AGENT)
    for name in ("Martin", "Perrin", "Roux", "Vidal"):
        ContractFactory(awaiting_client=True, owner=agent, last_name=name)
    return agent


PAGES = {
    "login": lambda agent: "/connexion/",
    "home": lambda agent: "/",
    "list": lambda agent: "/contrats/",
    "details": lambda agent: agent.contracts.first().get_absolute_url(),
    "new contract": lambda agent: "/contrats/nouveau/",
}


def on_the_wire(answer) -> int:
    """Return the bytes of an answer as a server sends them in production, where text is compressed."""
    body = answer.body()
    kind = answer.headers.get("content-type", "").split(";")[0]
    is_text = kind.startswith("text/") or kind in ("application/javascript", "image/svg+xml", "application/json")
    return len(gzip.compress(body, 6)) if is_text else len(body)


@pytest.mark.parametrize("device", [None, SMALL], ids=["computer", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_a_cold_page_is_few_requests_and_few_bytes_and_does_not_move(visit, name, device):
    agent = seller()
    page = visit("/sante/vivant", as_=None if name == "login" else agent, **({"viewport": device} if device else {}))
    answers = []
    page.on("requestfinished", lambda request: answers.append(request.response()))
    page.goto(PAGES[name](agent))
    page.wait_for_load_state("networkidle")
    asked = [urlsplit(answer.url).path for answer in answers]
    assert len(asked) <= MOST_REQUESTS, asked
    sizes = {path: on_the_wire(answer) for path, answer in zip(asked, answers, strict=True) if answer.ok}
    assert sum(sizes.values()) <= MOST_BYTES, sizes
    assert layout_shift(page) <= MOST_SHIFT
