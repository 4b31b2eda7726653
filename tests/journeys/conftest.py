"""People of the journeys: each has a browser of their own, and the rules of accessibility hold wherever they look."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from portal.access.roles import Role
from tests.browsing import assert_accessible, fits, listen
from tests.factories.accounts import PASSWORD, OrganisationFactory, UserFactory
from tests.factories.catalog import ProductFactory

MOST_TABS = 90
expect.set_options(timeout=30_000)  # a worker prints and seals meanwhile, on a machine that may be busy
MOBILE = "06 12 34 56 78"


# On a phone a cell is its name and one value beside or under it: two pieces side by side would fall apart.
FULL_CELLS = """() => [...document.querySelectorAll(".table td[data-label]")].filter((cell) =>
  [...cell.childNodes].filter((piece) => piece.textContent.trim() || piece.nodeType === Node.ELEMENT_NODE).length > 1
).map((cell) => cell.outerHTML)"""


class Person:
    """Somebody at a browser; `keyboard` reaches everything with Tab and never touches a mouse."""

    def __init__(self, page: Page, address: str, *, scripts: bool = True):
        self.page, self.address, self.scripts = page, address, scripts

    def open(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.address + path)

    def log_in(self, email: str) -> None:
        self.open("/connexion/")
        self.page.get_by_label("Adresse e-mail").fill(email)
        self.page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
        self.page.get_by_label("Mot de passe", exact=True).press("Enter")
        self.page.wait_for_url(f"{self.address}/")

    def tab_to(self, target: Locator) -> None:
        """Press Tab until `target` has the focus, as somebody without a mouse does."""
        for _ in range(MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached with {MOST_TABS} tabs")

    def type_into(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        self.tab_to(field)
        self.page.keyboard.type(text)

    def press(self, target: Locator, key: str = "Enter") -> None:
        self.tab_to(target)
        self.page.keyboard.press(key)

    def follow(self, target: Locator) -> None:
        """Click what leads to another page, and be there: a click alone may return while the old page stands."""
        with self.page.expect_navigation():
            target.click()

    def check_rules(self) -> None:
        """No rule of accessibility is broken here, and nothing sticks out sideways."""
        self.page.wait_for_load_state()
        assert fits(self.page), self.page.url
        assert self.page.evaluate(FULL_CELLS) == [], self.page.url
        if self.scripts:
            assert_accessible(self.page)


@pytest.fixture
def person(browser, browser_context_args, portal_address):
    """`person(width=…, scheme=…, scripts=…)` sits down at a new browser; what it complains of is a failure."""
    contexts, complaints = [], []

    def sits_down(*, width: int = 1440, scheme: str = "light", scripts: bool = True) -> Person:
        options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "java_script_enabled": scripts}
        context = browser.new_context(**browser_context_args | options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        listen(page, complaints, refusals=True)
        return Person(page, portal_address, scripts=scripts)

    yield sits_down
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def office(transactional_db):
    """An agency with its agent, the back-office, and something to sell."""
    agency = OrganisationFactory(name="Agence Lyon")
    ProductFactory(name="Sérénité téléphonie", monthly=True)
    return {
        "agent": UserFactory(email="agent@exemple.example", organisation=agency, first_name="Léa", last_name="Roche"),
        "back_office": UserFactory(email="office@exemple.example", role=Role.BACK_OFFICE, organisation=None),
    }


def sms_to(person: Person, mobile: str = MOBILE) -> list[str]:
    """The SMS of a number in the demo mailbox, newest first."""
    person.open(f"/demo/messagerie/?a={mobile.replace(' ', '')}")
    return [text for text in person.page.locator("#contenu").inner_text().split("est votre code") if text]


def newest_code(person: Person) -> str:
    """The code in the newest SMS."""
    person.open(f"/demo/messagerie/?a={MOBILE.replace(' ', '')}")
    text = person.page.locator("#contenu").inner_text()
    return re.search(r"(\d{3} \d{3}) est votre code", text).group(1)


def newest_link(person: Person) -> str:
    """The link in the newest SMS."""
    person.open(f"/demo/messagerie/?a={MOBILE.replace(' ', '')}")
    return person.page.locator('a[href*="/l/"]').first.get_attribute("href")
