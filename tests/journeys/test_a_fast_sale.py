"""A whole sale in few gestures: addresses and clients completed, the draft saved by itself, one step at a time."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from contracts.models import Contract
from contracts.sales.enums import Status
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
