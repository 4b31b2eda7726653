"""Ctrl+K by keyboard: at a desk, on a narrow screen, in both themes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import assert_accessible, fits
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [{"width": 1440, "height": 900}, {"width": 360, "height": 740}]


@pytest.fixture
def contract():
    return ContractFactory(awaiting_client=True, owner=UserFactory(), last_name="Martin", first_name="Zoé")


def opened(page):
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Chercher ou faire")).to_be_focused()
    expect(page.locator("#palette [data-palette-own] [role=group]").first).to_be_attached()
    return page.locator("#palette")


def first_three(page) -> list[str]:
    return page.locator("#palette [data-palette-best] .palette__label").all_text_contents()[:3]


@pytest.mark.parametrize("viewport", WIDTHS, ids=["desk", "phone"])
def test_a_contract_is_begun_by_name_and_escape_gives_the_focus_back(visit, contract, viewport):
    page = visit("/contrats/", as_=contract.owner, viewport=viewport)
    before = page.get_by_role("main").get_by_role("link", name="Nouveau contrat")
    before.focus()
    palette = opened(page)
    assert fits(page)
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    expect(before).to_be_focused()
    opened(page)
    page.keyboard.type("nouvo contrat")
    expect(palette.get_by_role("option", selected=True)).to_contain_text("Nouveau contrat")
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/contrats/nouveau/$"))


def test_words_people_use_lead_to_what_they_mean(visit, contract):
    page = visit(contract.get_absolute_url(), as_=contract.owner)
    opened(page)
    for typed, meant in [
        ("nouveau compte", "Nouveau client"),
        ("relancer", "Relancer un client"),
        ("theme sombre", "Thème sombre"),
        ("PARAMETRES", "Paramètres"),
        ("prametres", "Paramètres"),
        ("dupliquer", "Dupliquer"),
    ]:
        page.get_by_role("combobox", name="Chercher ou faire").fill(typed)
        assert meant in first_three(page), typed


def test_words_for_a_button_lead_to_it_where_it_stands(visit, contract):
    page = visit(f"{contract.get_absolute_url()}signature/", as_=contract.owner)
    opened(page)
    page.keyboard.type("relancer")
    assert "Renvoyer un code" in first_three(page)


def test_arrows_walk_and_the_list_says_which_is_chosen(visit, contract):
    page = visit("/parametres/", as_=contract.owner)
    palette = opened(page)
    box = page.get_by_role("combobox", name="Chercher ou faire")
    first = box.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    second = box.get_attribute("aria-activedescendant")
    assert first != second
    expect(palette.get_by_role("option", selected=True)).to_have_id(second)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(palette.get_by_role("option").last).to_have_attribute("aria-selected", "true")


def test_a_record_is_found_opened_and_then_among_the_last(visit, contract):
    page = visit("/parametres/", as_=contract.owner)
    palette = opened(page)
    page.keyboard.type(contract.number[-6:])
    expect(palette.get_by_role("option", selected=True)).to_contain_text("Zoé Martin")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(contract.get_absolute_url()))
    page.goto("/parametres/")
    opened(page)
    expect(palette.get_by_role("group", name="Ouverts récemment").get_by_role("option")).to_have_text(["Zoé Martin"])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(contract.get_absolute_url()))


def test_what_was_opened_goes_with_its_reader(visit, contract):
    page = visit(contract.get_absolute_url(), as_=contract.owner)
    assert "Martin" in page.evaluate("sessionStorage.getItem('comptoir.opened')")
    assert page.evaluate("Object.values(localStorage).join()").find("Martin") < 0
    page.context.clear_cookies()
    page.goto("/connexion/")
    assert page.evaluate("sessionStorage.getItem('comptoir.opened')") is None


def test_theme_follows_at_once_and_on_the_next_page(visit, contract):
    page = visit("/parametres/", as_=contract.owner)
    palette = opened(page)
    page.keyboard.type("thème sombre")
    page.keyboard.press("Enter")
    expect(palette).to_be_hidden()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    opened(page)
    assert_accessible(page)
    page.keyboard.type("thème automatique")
    page.keyboard.press("Enter")
    page.reload()
    expect(page.locator("html")).not_to_have_attribute("data-theme", "dark")


def test_an_action_of_the_page_is_done_from_the_palette(visit, contract):
    page = visit(contract.get_absolute_url(), as_=contract.owner)
    opened(page)
    page.keyboard.type("modifier")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/modification/$"))


def test_a_press_on_the_box_of_the_top_bar_opens_it(visit, contract):
    page = visit("/parametres/", as_=contract.owner)
    page.get_by_role("banner").get_by_role("button", name="Chercher ou faire").click()
    expect(page.locator("#palette")).to_be_visible()
    page.get_by_role("button", name="Fermer").last.click()
    expect(page.locator("#palette")).to_be_hidden()


def test_ctrl_k_is_the_browser_s_own_for_clients(visit):
    page = visit("/parametres/", as_=UserFactory(client=True))
    page.evaluate("addEventListener('keydown', (event) => { window.ours = event.defaultPrevented })")
    page.keyboard.press("Control+k")
    assert page.evaluate("ours") is False
    expect(page.locator("dialog[open]")).to_have_count(0)
