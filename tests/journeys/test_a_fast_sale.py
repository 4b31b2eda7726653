"""A whole sale in few gestures: addresses and clients completed, the draft saved by itself, one step at a time."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from contracts.models import Contract
from contracts.sales.enums import Status
from tests.crm.companies.stand_in import directory
from tests.factories.catalog import ProductFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory
from tests.journeys.conftest import Person
from tests.journeys.test_a_sale import a_start_date

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_KEYS = 130
OFFERED = ".suggest__list [role=option]"
SIGN = re.compile("Faire signer · ")


@pytest.fixture(autouse=True)
def fictional(settings):
    settings.ADDRESS_DIRECTORY = "fictional"
    settings.COMPANY_DIRECTORY = "demo"
    cache.clear()


class Typist:
    """Somebody at a keyboard whose keys are counted."""

    def __init__(self, person: Person):
        self.page, self.keys, self.fields = person.page, 0, 0

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)
        self.fields += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def until(self, label: str) -> None:
        """Press Tab until the field with this label has the focus."""
        field = self.page.get_by_label(label, exact=True).first
        for _ in range(12):
            if field.evaluate("element => element === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"{label} is too far away")


def begin(person, office, **options) -> Person:
    agent = person(**options)
    agent.log_in(office["agent"].email)
    agent.open("/contrats/nouveau/")
    return agent


def test_a_sale_to_somebody_new_takes_few_keys(person, office, worker):
    agent = begin(person, office)
    page, hands = agent.page, Typist(agent)
    page.get_by_role("radio", name="Madame").focus()
    hands.press("Space")
    hands.until("Nom")
    hands.type("Perrin")
    hands.until("Prénom")
    hands.type("Camille")
    hands.until("Date de naissance")
    hands.type("01021980")
    hands.until("Adresse")
    hands.type("8 rue de l'egl 69002")
    expect(page.locator(OFFERED).first).to_contain_text("8 rue de l’Église")
    agent.check_rules()
    hands.press("ArrowDown", "Enter")
    expect(page.get_by_label("Ville", exact=True)).to_have_value("Lyon")
    hands.press("Enter")
    expect(page.get_by_role("radio", name=re.compile("Sérénité"))).to_be_focused()
    hands.press("Space")
    hands.until("Date de début")
    page.get_by_label("Date de début", exact=True).fill(a_start_date())
    hands.until("Origine du contact")
    hands.press("ArrowDown")
    hands.until("Origine du contact")
    page.get_by_role("button", name="Continuer").focus()
    hands.press("Enter")
    expect(page.get_by_label("Mobile", exact=True)).to_be_focused()
    hands.type("0612345678")
    hands.until("E-mail")
    hands.type("camille@exemple.example")
    expect(page.get_by_role("button", name=SIGN)).to_be_visible()
    expect(page.get_by_text("Brouillon enregistré à")).to_be_visible()
    agent.check_rules()
    hands.press("Enter")
    expect(page.get_by_label("Code reçu par SMS")).to_be_visible()
    assert Contract.objects.get().status == Status.AWAITING_CLIENT
    assert hands.keys <= MOST_KEYS, f"{hands.keys} keys in {hands.fields} fields"


def test_a_known_client_is_offered_under_the_name(person, office):
    ClientFactory(owner=office["agent"], last_name="Perrinet", first_name="Zoé")
    ClientFactory(last_name="Perrinard")
    agent = begin(person, office, width=360)
    agent.page.get_by_label("Nom", exact=True).focus()
    agent.page.keyboard.type("perrin")
    expect(agent.page.locator(OFFERED)).to_have_count(1)
    agent.page.keyboard.press("ArrowDown")
    agent.page.keyboard.press("Enter")
    expect(agent.page.locator("#line-client")).to_contain_text("Zoé Perrinet")


def test_an_address_base_that_hangs_leaves_plain_fields(person, office, settings):
    with directory() as server:
        server.hang = 60.0
        settings.ADDRESS_DIRECTORY, settings.ADDRESS_DIRECTORY_URL = "ban", server.url
        settings.ADDRESS_DIRECTORY_SECONDS = 0.3
        agent = begin(person, office)
        agent.page.get_by_label("Adresse", exact=True).focus()
        agent.page.keyboard.type("Rue Neuve 12, 1000 Bruxelles")
        agent.page.keyboard.press("Enter")
    expect(agent.page.locator(OFFERED)).to_have_count(0)
    expect(agent.page.get_by_role("radio", name=re.compile("Sérénité"))).to_be_visible()
    expect(agent.page.locator("#draft-said")).to_contain_text("Brouillon enregistré")
    assert Contract.objects.get().address == "Rue Neuve 12, 1000 Bruxelles"


def test_the_second_tab_on_a_draft_is_told(person, office):
    draft = ContractFactory(owner=office["agent"], product=ProductFactory(name="Audit"))
    agent = person()
    agent.log_in(office["agent"].email)
    agent.open(f"/contrats/brouillons/{draft.pk}/")
    other = Person(agent.page.context.new_page(), agent.address)
    other.open(f"/contrats/brouillons/{draft.pk}/")
    for tab, city in ((agent, "Bron"), (other, "Givors")):
        tab.page.get_by_role("heading", name="Le client", exact=True).click()
        tab.page.get_by_label("Ville", exact=True).fill(city)
        tab.page.get_by_role("heading", name="L’offre").click()
        words = "Brouillon enregistré à" if tab is agent else "dans un autre onglet"
        expect(tab.page.locator("#draft-said")).to_contain_text(words)
    draft.refresh_from_db()
    assert draft.city == "Bron"
