"""The look in a real browser: rules of accessibility, narrow screens, menus by mouse, by keyboard, without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browsing import assert_accessible, fits, listen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FRAMES = ["/_ui/", "/_ui/client/", "/_ui/connexion/"]


@pytest.fixture
def visit(browser, live_server, browser_context_args):
    """`visit(path, **options)` opens a page; at the end, anything the browser complained about is a failure."""
    contexts, complaints = [], []

    def opened(path: str, **options):
        context = browser.new_context(**browser_context_args | options)
        contexts.append(context)
        page = context.new_page()
        listen(page, complaints)
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", FRAMES)
def test_no_rule_of_accessibility_is_broken(visit, path, theme):
    page = visit(path, color_scheme=theme)
    page.wait_for_timeout(300)
    page.evaluate("scrollTo(0, 0)")
    assert_accessible(page)


@pytest.mark.parametrize("path", FRAMES)
@pytest.mark.parametrize("width", [360, 768, 1366])
def test_no_page_scrolls_sideways(visit, path, width):
    page = visit(path, viewport={"width": width, "height": 800})
    assert fits(page)


@pytest.mark.parametrize("width", [1920, 2560])
@pytest.mark.parametrize("narrow", [False, True])
def test_on_a_wide_screen_a_page_stands_in_the_middle(visit, width, narrow):
    page = visit("/_ui/", viewport={"width": width, "height": 1000})
    page.evaluate(f"document.getElementById('contenu').classList.toggle('page--narrow', {str(narrow).lower()})")
    box, frame = page.locator("#contenu").bounding_box(), page.locator(".app__main").bounding_box()
    before, after = box["x"] - frame["x"], frame["x"] + frame["width"] - box["x"] - box["width"]
    assert abs(before - after) <= 1


def test_the_profile_menu_opens_on_hover_click_and_focus_and_escape_closes_it(visit):
    page = visit("/_ui/")
    item, name = page.get_by_role("link", name="Paramètres"), page.locator(".profile summary")
    name.hover()
    expect(item).to_be_visible()
    page.mouse.move(300, 600)
    expect(item).to_be_hidden()
    name.click()
    page.mouse.move(300, 600)
    page.wait_for_timeout(400)
    expect(item).to_be_visible()
    page.keyboard.press("Escape")
    expect(item).to_be_hidden()
    page.locator(".topbar .bell").focus()
    page.keyboard.press("Tab")
    expect(item).to_be_visible()


def test_the_dark_theme_is_chosen_in_the_menu_and_stays(visit):
    page = visit("/_ui/", color_scheme="light")
    page.locator(".profile summary").hover()
    page.get_by_role("button", name="Mode sombre").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_on_a_phone_the_menu_is_a_drawer_that_keeps_the_focus(visit):
    page = visit("/_ui/", viewport={"width": 360, "height": 740})
    menu = page.get_by_role("navigation", name="Menu principal")
    expect(menu).to_be_hidden()
    page.get_by_role("link", name="Ouvrir le menu").click()
    expect(menu).to_be_visible()
    expect(page.locator(".app__main")).to_have_js_property("inert", True)
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.get_by_role("link", name="Ouvrir le menu")).to_be_focused()


def test_without_scripts_the_drawer_the_menu_and_the_theme_still_work(visit):
    page = visit("/_ui/", java_script_enabled=False, viewport={"width": 360, "height": 740}, color_scheme="light")
    page.get_by_role("link", name="Ouvrir le menu").click()
    expect(page.get_by_role("navigation", name="Menu principal")).to_be_visible()
    page.get_by_role("link", name="Fermer le menu").click()
    page.locator(".profile summary").click()
    page.get_by_role("button", name="Mode sombre").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_window_opens_in_place_of_its_page_and_gives_way(visit):
    page = visit("/_ui/")
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("link", name="Annuler le contrat").click()
    window = page.get_by_role("dialog", name="Annuler le contrat")
    expect(window).to_be_visible()
    window.get_by_role("link", name="Retour").click()
    expect(window).to_be_hidden()


def test_the_summary_of_errors_has_the_focus(visit):
    page = visit("/_ui/client/")
    expect(page.locator(".error-summary")).to_be_focused()
