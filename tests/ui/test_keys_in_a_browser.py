"""Keys of one letter: they walk through lists, are dead while one types, can be switched off, and are listed by `?`."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import assert_accessible
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def agent():
    agent = UserFactory()
    for name in ("Martin", "Perrin", "Roux"):
        ContractFactory(awaiting_client=True, owner=agent, last_name=name)
    return agent


def rows_of(page):
    return page.locator("[data-listing] tbody th a")


def test_j_and_k_walk_and_enter_opens(visit, agent):
    page = visit("/contrats/?affichage=lignes", as_=agent, viewport={"width": 1280, "height": 800})
    rows = rows_of(page)
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    address = rows.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(address)))


def test_n_starts_something_new(visit, agent):
    page = visit("/contrats/", as_=agent)
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/contrats/nouveau/"))


def test_keys_are_dead_while_one_types(visit, agent):
    page = visit("/contrats/?affichage=lignes", as_=agent, viewport={"width": 1280, "height": 800})
    field = page.locator("#liste_q")
    field.focus()
    page.keyboard.type("jknx?")
    expect(field).to_have_value("jknx?")
    expect(page.locator("#keys")).to_be_hidden()


def test_question_mark_lists_them_and_switches_them_off(visit, agent):
    page = visit("/contrats/?affichage=lignes", as_=agent, viewport={"width": 1280, "height": 800})
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Raccourcis clavier")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_text("Ligne suivante, ligne précédente")).to_be_visible()
    expect(sheet.get_by_text("Nouveau contrat")).to_be_visible()
    assert_accessible(page)
    sheet.get_by_label("Raccourcis d’une seule touche").uncheck()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("j")
    expect(rows_of(page).nth(0)).not_to_be_focused()
    page.reload()
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(r"/contrats/\?affichage=lignes"))
    page.keyboard.press("?")
    expect(page.get_by_label("Raccourcis d’une seule touche")).not_to_be_checked()
