"""The search box by keyboard, on a phone and without scripts; rules of accessibility hold while it is open."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import assert_accessible, fits
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def contract():
    agent = UserFactory()
    ContractFactory(awaiting_client=True, owner=agent, last_name="Martin", first_name="Paul")
    return ContractFactory(awaiting_client=True, owner=agent, last_name="Martin", first_name="Zoé")


def test_escape_gives_the_focus_back_to_where_the_slash_was_pressed(visit, contract):
    page = visit("/contrats/", as_=contract.owner)
    before = page.get_by_role("main").get_by_role("link", name="Nouveau contrat")
    before.focus()
    page.keyboard.press("/")
    page.keyboard.type("martin")
    expect(page.locator("[data-search-said]")).to_have_text("4 résultats")
    page.keyboard.press("Escape")
    expect(page.locator("#search-q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(before).to_be_focused()


def test_one_types_and_arrows_lead_to_what_was_found(visit, contract):
    page = visit("/parametres/", as_=contract.owner)
    page.keyboard.press("/")
    page.keyboard.type("martin")
    panel = page.locator("#search-panel")
    expect(panel.get_by_role("link")).to_have_count(4)
    expect(page.locator("[data-search-said]")).to_have_text("4 résultats")
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    expect(panel.get_by_role("link", name="Zoé Martin").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#search-q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("#search-q")).to_be_focused()
    page.keyboard.type("z")
    page.keyboard.press("Backspace")
    expect(panel).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(contract.get_absolute_url()))


def test_the_slash_leads_to_the_box_and_enter_to_every_result(visit, contract):
    page = visit("/parametres/", as_=contract.owner)
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type("MARTIN")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche/\?q=MARTIN$"))
    expect(page.locator("#hits .hit")).to_have_count(4)
    page.locator("#search-q").fill("zoé")
    expect(page.locator("#hits .hit")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"/recherche/\?q=zo%C3%A9$"))


def test_the_slash_is_a_slash_where_one_writes(visit, contract):
    page = visit("/parametres/", as_=contract.owner)
    field = page.get_by_label("Prénom")
    field.press("/")
    expect(field).to_be_focused()


def test_on_a_phone_an_icon_leads_to_the_page(visit, contract):
    page = visit("/parametres/", as_=contract.owner, viewport={"width": 360, "height": 740})
    page.get_by_role("banner").get_by_role("link", name="Rechercher").click()
    expect(page.locator("#search-q")).to_be_focused()
    page.keyboard.type("martin")
    expect(page.locator("#hits .hit")).to_have_count(4)
    assert fits(page)
    assert_accessible(page)


def test_without_scripts_the_box_is_a_form(visit, contract):
    page = visit("/parametres/", as_=contract.owner, java_script_enabled=False)
    page.locator("#search-q").fill("martin")
    page.locator("#search-q").press("Enter")
    expect(page.locator("#hits .hit")).to_have_count(4)
