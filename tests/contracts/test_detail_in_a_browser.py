"""`Détails` beside the list: its own address, back, Escape, next and previous, and the list untouched under it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import assert_accessible
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/contrats/?tri=client&affichage=cartes"
DESK = {"width": 1440, "height": 900}


@pytest.fixture
def agent():
    """Somebody with three sent contracts, named in the order of the alphabet, and a draft."""
    agent = UserFactory()
    ContractFactory(owner=agent, last_name="Zzz", first_name="Brouillon")
    for name in ("Colin", "Aubert", "Brun"):
        ContractFactory(awaiting_client=True, owner=agent, last_name=name, first_name="Zoé")
    return agent


def opened(page, name="Zoé Aubert"):
    page.get_by_role("link", name=re.compile(f"Détails {name}")).click()
    window = page.get_by_role("dialog", name=name)
    expect(window).to_be_visible()
    return window


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_window_has_its_own_address_and_breaks_no_rule(visit, agent, theme):
    page = visit(LIST, as_=agent, color_scheme=theme, viewport=DESK)
    window = opened(page)
    expect(page).to_have_url(re.compile(r"/contrats/CT-\d{4}-\d{6}/\?liste=tri%3Dclient$"))
    expect(page).to_have_title(re.compile(r"^CT-.* · Zoé Aubert"))
    expect(window.get_by_role("heading", name="Zoé Aubert")).to_be_focused()
    page.wait_for_timeout(300)
    assert_accessible(page)


def test_escape_the_cross_and_back_come_back_to_the_list_as_it_was(visit, agent):
    page = visit(LIST, as_=agent, viewport=DESK)
    page.evaluate("document.querySelector('#results').dataset.mark = 'same'")
    leave = (
        lambda: page.keyboard.press("Escape"),
        lambda: page.get_by_role("button", name="Fermer").click(),
        lambda: page.go_back(),
    )
    for way in leave:
        window = opened(page)
        way()
        expect(window).to_be_hidden()
        expect(page).to_have_url(re.compile(r"/contrats/\?tri=client(&affichage=cartes)?$"))
        expect(page).to_have_title(re.compile("^Contrats"))
        expect(page.get_by_role("link", name="Détails Zoé Aubert")).to_be_focused()
        assert page.evaluate("document.querySelector('#results').dataset.mark") == "same"


def test_next_and_previous_walk_the_list_in_its_order_and_back_leaves_at_once(visit, agent):
    page = visit(LIST, as_=agent, viewport=DESK)
    opened(page).get_by_role("button", name="Fiche suivante").click()
    expect(page.get_by_role("dialog", name="Zoé Brun")).to_be_visible()
    page.keyboard.press("j")
    expect(page.get_by_role("dialog", name="Zoé Colin")).to_be_visible()
    expect(page.get_by_role("button", name="Fiche suivante")).to_be_disabled()
    page.keyboard.press("k")
    expect(page.get_by_role("dialog", name="Zoé Brun")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/contrats/\?tri=client(&affichage=cartes)?$"))


def test_forward_opens_it_again_and_a_reload_is_the_page_that_goes_back_to_the_list(visit, agent):
    page = visit(LIST, as_=agent, viewport=DESK)
    opened(page)
    page.go_back()
    page.go_forward()
    expect(page.get_by_role("dialog", name="Zoé Aubert")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Zoé Aubert", level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Contrats", level=1)).to_be_visible()


def test_the_window_opens_over_a_list_that_was_searched_meanwhile(visit, agent):
    page = visit("/contrats/?affichage=cartes", as_=agent, viewport=DESK)
    page.get_by_role("searchbox", name="Rechercher", exact=True).fill("brun")
    expect(page.get_by_role("link", name=re.compile("Détails"))).to_have_count(1)
    window = opened(page, "Zoé Brun")
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/contrats/\?q=brun$"))
    expect(page.get_by_role("link", name=re.compile("Détails"))).to_have_count(1)


def test_a_copy_is_begun_from_the_window(visit, agent):
    page = visit(LIST, as_=agent, viewport=DESK)
    opened(page).get_by_role("button", name="Dupliquer").click()
    expect(page).to_have_url(re.compile(r"/contrats/brouillons/\d+/$"))
    expect(page.get_by_label("Nom", exact=True)).to_have_value("Aubert")


@pytest.mark.parametrize("width", [360, 1024])
def test_below_the_width_of_a_panel_the_page_opens(visit, agent, width):
    page = visit(LIST, as_=agent, viewport={"width": width, "height": 740})
    page.get_by_role("link", name=re.compile("Détails Zoé Aubert")).click()
    expect(page.get_by_role("heading", name="Zoé Aubert", level=1)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert_accessible(page)


def test_a_session_that_ended_leads_to_the_login_page(visit, agent):
    page = visit(LIST, as_=agent, viewport=DESK)
    page.context.clear_cookies()
    page.get_by_role("link", name=re.compile("Détails Zoé Aubert")).click()
    expect(page).to_have_url(re.compile("/connexion/"))


def test_without_scripts_the_link_is_a_page_with_the_same_ways(visit, agent):
    page = visit(LIST, as_=agent, java_script_enabled=False)
    page.get_by_role("link", name=re.compile("Détails Zoé Aubert")).click()
    expect(page.get_by_role("heading", name="Zoé Aubert", level=1)).to_be_visible()
    page.get_by_role("link", name="Contrat suivant").click()
    expect(page.get_by_role("heading", name="Zoé Brun", level=1)).to_be_visible()
    page.get_by_role("link", name="Contrats", exact=True).last.click()
    expect(page).to_have_url(re.compile(r"/contrats/\?tri=client(&affichage=cartes)?$"))
