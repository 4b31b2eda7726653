"""A list in a real browser: it follows the typing, keeps the keyboard, and breaks no rule of accessibility."""

import re

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import expect

from tests.browsing import fits, listen
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.contracts import ContractFactory
from tests.journeys.conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


VALUE_FROM_LEFT = """cell => { const value = document.createRange(); value.selectNodeContents(cell);
  return value.getBoundingClientRect().left - cell.getBoundingClientRect().left; }"""


@pytest.fixture
def seller():
    agent, product = UserFactory(), ProductFactory()
    for name in [*(f"Nom{number:02}" for number in range(28)), "Lefèvre"]:
        ContractFactory(owner=agent, product=product, last_name=name)
    return agent


@pytest.fixture
def at(browser, portal_address, browser_context_args, seller):
    """`at(path)` opens a list as the seller; what the browser complains about is a failure."""
    contexts, complaints = [], []

    def opened(path: str, *, scripts: bool = True, **options) -> Person:
        context = browser.new_context(**browser_context_args | options, java_script_enabled=scripts)
        contexts.append(context)
        session = reader(seller).cookies[django_settings.SESSION_COOKIE_NAME].value
        cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": portal_address}
        context.add_cookies([cookie])
        page = context.new_page()
        listen(page, complaints)
        person = Person(page, portal_address, scripts=scripts)
        person.open(path)
        return person

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def test_the_list_follows_the_typing_and_the_address_with_it(at):
    page = at("/contrats/").page
    page.get_by_label("Rechercher", exact=True).last.press_sequentially("lefev", delay=30)
    expect(page.locator("[data-count]")).to_have_text("1 contrat")
    expect(page.locator("[data-said]")).to_have_text("1 contrat")
    expect(page).to_have_url(re.compile(r"/contrats/\?q=lefev$"))
    expect(page.locator("input[name=q]:focus")).to_have_count(1)
    page.wait_for_load_state("networkidle")  # an answer still under way would be a complaint
    page.reload()
    expect(page.locator("[data-count]")).to_have_text("1 contrat")


def test_next_previous_and_the_browsers_own_back(at):
    page = at("/contrats/?affichage=lignes&tri=client").page
    page.get_by_role("link", name="Suivants").click()
    expect(page.get_by_role("link", name="Précédents")).to_be_visible()
    expect(page.locator("#results-title")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("link", name="Suivants")).to_be_visible()
    expect(page.get_by_role("link", name="Précédents")).to_have_count(0)


def test_filters_open_by_keyboard_and_escape_gives_the_focus_back(at):
    person = at("/contrats/")
    summary = person.page.locator("summary", has_text="Filtres")
    person.press(summary)
    expect(person.page.get_by_label("Créé depuis le")).to_be_visible()
    person.page.get_by_label("Brouillon").check()
    expect(person.page.locator(".chip").first).to_have_text("Retirer le filtre Brouillon")
    person.page.keyboard.press("Escape")
    expect(person.page.get_by_label("Créé depuis le")).to_be_hidden()
    expect(summary).to_be_focused()


def test_rows_are_ticked_all_at_once(at):
    page = at("/contrats/?affichage=lignes").page
    page.get_by_label("Cocher toute la page").check()
    expect(page.locator("[data-chosen]")).to_have_text("Avec les lignes cochées : 25")
    page.get_by_role("button", name="Supprimer les brouillons").click()
    expect(page.get_by_text("25 lignes seront traitées")).to_be_visible()


def test_the_bar_of_what_is_ticked_comes_with_the_first_tick(at):
    page = at("/contrats/?affichage=lignes", viewport={"width": 360, "height": 800}).page
    bar, row = page.locator(".bulk"), page.locator("tbody input[name=choix]").first
    expect(bar).to_be_hidden()
    row.check()
    expect(bar).to_be_visible()
    assert bar.evaluate("element => getComputedStyle(element).position") == "sticky"
    row.uncheck()
    expect(bar).to_be_hidden()


@pytest.mark.parametrize("width", [1440, 360])
def test_a_row_opens_wherever_it_is_pressed(at, seller, width):
    contract = ContractFactory(owner=seller, awaiting_client=True, last_name="Zola")
    page = at("/contrats/?affichage=lignes&q=zola", viewport={"width": width, "height": 800}).page
    row = page.locator("[data-listing] tbody tr").filter(has_text="Zola")
    row.get_by_role("checkbox").check()
    expect(page).to_have_url(re.compile("affichage=lignes"))
    row.locator("td").last.click()
    expect(page).to_have_url(re.compile(contract.get_absolute_url()))
    expect(page.get_by_role("dialog")).to_have_count(1 if width == 1440 else 0)
    expect(page.get_by_role("heading", name="Zola").first).to_be_visible()
    page.go_back()
    expect(row).to_be_visible()
    expect(page).to_have_url(re.compile("affichage=lignes"))


def test_without_scripts_everything_is_there(at):
    page = at("/contrats/?affichage=lignes", scripts=False).page
    bar = page.locator(".bulk")
    expect(bar).to_be_visible()
    assert bar.evaluate("element => getComputedStyle(element).position") == "static"
    page.locator("#liste_q").fill("lefèvre")
    page.get_by_role("button", name="Rechercher").last.click()
    expect(page.locator("[data-count]")).to_have_text("1 contrat")
    page.locator("tbody input[name=choix]").check()
    page.get_by_role("button", name="Supprimer les brouillons").click()
    page.get_by_role("button", name="Supprimer les brouillons").click()
    expect(page.get_by_text("C’est fait pour 1")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_order_of_the_list_is_read_whole(at, scripts):
    person = at("/contrats/", scripts=scripts, viewport={"width": 360, "height": 740})
    order, words = person.page.locator("#liste_tri"), "Les plus récents"
    expect(order.locator("option:checked")).to_have_text(words)
    assert order.bounding_box()["width"] > 11 * len(words)
    assert person.page.get_by_role("button", name="Rechercher").last.is_visible() != scripts
    person.check_rules()


def test_on_a_phone_a_long_value_stands_at_the_left_under_its_name_and_a_short_one_beside_it(at, seller):
    product = ProductFactory(name="Assistance téléphonique prioritaire du lundi au dimanche, jours fériés compris")
    ContractFactory(owner=seller, product=product, last_name="Longuet")
    page = at("/contrats/?affichage=lignes&q=longuet", viewport={"width": 360, "height": 740}).page
    long, short = (page.locator(f'td[data-label="{label}"]') for label in ("Produit", "Statut"))
    one_line = short.bounding_box()["height"]
    assert one_line < 40
    assert long.bounding_box()["height"] > 2 * one_line
    assert long.evaluate(VALUE_FROM_LEFT) == 0
    assert short.evaluate(VALUE_FROM_LEFT) > 100


@pytest.mark.parametrize("scripts", [True, False])
def test_a_view_is_kept_shared_renamed_and_given_other_filters(at, scripts):
    person = at("/contrats/?statut=draft", scripts=scripts, viewport={"width": 360, "height": 740})
    page = person.page
    page.locator("summary", has_text="Vues").click()
    page.get_by_label("Nom de la vue").fill("Mes brouillons")
    page.get_by_label("La partager avec mes collègues").check()
    person.follow(page.get_by_role("button", name="Enregistrer"))
    person.open("/contrats/?q=lefev")
    page.locator("summary", has_text="Vues").click()
    expect(page.get_by_text("Partagée", exact=True)).to_be_visible()
    person.check_rules()
    person.follow(page.get_by_role("link", name="Modifier la vue Mes brouillons"))
    person.check_rules()
    page.get_by_label("Nom de la vue").fill("Lefèvre")
    page.get_by_label("Enregistrer les filtres actuels dans cette vue").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("La vue «\u00a0Lefèvre\u00a0» est enregistrée.")).to_be_visible()
    expect(page.locator("[data-count]")).to_have_text("1 contrat")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_rule_of_accessibility_is_broken_and_nothing_sticks_out(at, theme, width):
    person = at(
        "/contrats/?affichage=lignes&statut=draft", color_scheme=theme, viewport={"width": width, "height": 800}
    )
    person.page.wait_for_timeout(300)
    person.check_rules()
    for name in ("Filtres", "Vues", "Colonnes"):
        summary = person.page.locator(".listing summary", has_text=name)
        summary.click()
        panel = person.page.locator("details[open] .drop__panel").last.bounding_box()
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= width
        person.check_rules()
        person.page.keyboard.press("Escape")
    person.open("/contrats/?affichage=cartes")
    person.page.wait_for_timeout(300)
    person.check_rules()


@pytest.mark.parametrize("width", [1440, 360])
def test_tabs_are_reached_by_keyboard_and_bear_their_counts(at, seller, width):
    ContractFactory(owner=seller, awaiting_client=True)
    person = at("/contrats/", viewport={"width": width, "height": 800})
    tabs = person.page.get_by_role("navigation", name="Vues de la liste")
    expect(tabs.get_by_role("link", name="Tout 30")).to_have_attribute("aria-current", "page")
    person.press(tabs.get_by_role("link", name="À signer 1"))
    expect(person.page.locator("[data-count]")).to_have_text("1 contrat")
    chosen = tabs.get_by_role("link", name="À signer 1")
    expect(chosen).to_have_attribute("aria-current", "page")
    expect(chosen).to_be_focused()
    expect(chosen).to_be_in_viewport()
    expect(person.page).to_have_url(re.compile(r"/contrats/\?statut=awaiting_client$"))
    assert fits(person.page)
    person.check_rules()
    person.page.go_back()
    expect(tabs.get_by_role("link", name="Tout 30")).to_have_attribute("aria-current", "page")


def test_without_scripts_tabs_are_links(at):
    page = at("/contrats/", scripts=False).page
    page.get_by_role("link", name="Brouillons", exact=True).click()
    expect(page.get_by_role("link", name="Brouillons", exact=True)).to_have_attribute("aria-current", "page")
