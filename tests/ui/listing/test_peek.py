"""The panel beside a list at a desk: by keyboard, through the filtered list, ahead of the click, and when stale."""

import re

import pytest
from playwright.sync_api import expect

from contracts.sales.models import Contract
from tests.browsing import assert_accessible
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = {"width": 1440, "height": 900}
LIST = "/contrats/?statut=awaiting_client&tri=client"


@pytest.fixture
def agent():
    agent = UserFactory()
    for name in ("Aubert", "Brun", "Colin"):
        ContractFactory(awaiting_client=True, owner=agent, last_name=name, first_name="Zoé")
    ContractFactory(awaiting_back_office=True, owner=agent, last_name="Bernard", first_name="Zoé")
    return agent


def panel(page, name):
    return page.get_by_role("dialog", name=name)


def test_rows_are_walked_opened_and_left_by_keyboard(visit, agent):
    page = visit(LIST, as_=agent, viewport=DESK)
    expect(page.locator("tfoot th")).to_have_text("3 contrats")
    page.keyboard.press("j")
    page.keyboard.press("Space")
    expect(panel(page, "Zoé Aubert").get_by_role("heading", name="Zoé Aubert")).to_be_focused()
    left = page.locator("#results").bounding_box()
    page.keyboard.press("j")
    expect(panel(page, "Zoé Brun")).to_be_visible()
    expect(page.locator("tbody tr:has([aria-current])")).to_contain_text("Brun")
    assert page.locator("#results").bounding_box() == left
    page.keyboard.press("k")
    expect(panel(page, "Zoé Aubert")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("tbody tr:has-text('Aubert') th a")).to_be_focused()
    expect(page).to_have_url(re.compile(r"tri=client$"))


@pytest.mark.parametrize("viewport", [DESK, {"width": 360, "height": 740}], ids=["desk", "phone"])
def test_enter_on_a_row_opens_its_page(visit, agent, viewport):
    page = visit(f"{LIST}&affichage=lignes", as_=agent, viewport=viewport)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Zoé Aubert", level=1)).to_be_visible()


def test_the_page_itself_is_one_press_away(visit, agent):
    page = visit(LIST, as_=agent, viewport=DESK)
    page.locator("tbody tr", has_text="Brun").click()
    panel(page, "Zoé Brun").get_by_role("link", name="Ouvrir la page").click()
    expect(page.get_by_role("heading", name="Zoé Brun", level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Contrats", level=1)).to_be_visible()


def test_using_the_list_closes_the_panel(visit, agent):
    page = visit(LIST, as_=agent, viewport=DESK)
    page.locator("tbody tr", has_text="Brun").click()
    expect(panel(page, "Zoé Brun")).to_be_visible()
    page.get_by_role("link", name=re.compile("À confirmer")).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("[data-count]")).to_have_text("1 contrat")
    expect(page).to_have_url(re.compile(r"/contrats/\?statut=awaiting_back_office$"))


def test_a_record_that_went_meanwhile_says_so(visit, agent):
    page = visit(LIST, as_=agent, viewport=DESK, refusals=True)
    Contract.objects.filter(last_name="Brun").update(owner=UserFactory())
    page.locator("tbody tr", has_text="Brun").click()
    expect(panel(page, "Cette fiche n’est plus disponible")).to_be_visible()
    page.get_by_role("link", name="Actualiser la liste").click()
    expect(page.locator("[data-count]")).to_have_text("2 contrats")


def test_the_width_of_the_panel_is_kept(visit, agent):
    page = visit(LIST, as_=agent, viewport=DESK)
    page.locator("tbody tr", has_text="Brun").click()
    edge = page.get_by_role("separator", name="Largeur du panneau")
    edge.press("ArrowLeft")
    expect(edge).to_have_attribute("aria-valuenow", "500")
    page.goto(page.url)
    page.go_back()
    page.locator("tbody tr", has_text="Brun").click()
    expect(edge).to_have_attribute("aria-valuenow", "500")


def test_a_row_that_is_hovered_is_read_once_and_ahead(visit, agent):
    page = visit(LIST, as_=agent, viewport=DESK)
    asked = []
    page.on("request", lambda request: asked.append(request) if "/contrats/CT-" in request.url else None)
    row = page.locator("tbody tr", has_text="Brun")
    with page.expect_response(re.compile("/contrats/CT-")):
        row.hover()
    row.click()
    expect(panel(page, "Zoé Brun")).to_be_visible()
    assert [request.headers.get("x-sec-purpose") for request in asked] == ["prefetch"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/contrats/", "/clients/"])
def test_the_panel_breaks_no_rule_and_nothing_sticks_out(visit, agent, address, theme):
    ClientFactory(owner=agent)
    page = visit(address, as_=agent, viewport=DESK, color_scheme=theme)
    page.locator("tbody th").first.click()
    body = page.locator("[data-peek-body]")
    expect(body.get_by_role("heading").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert body.evaluate("body => body.scrollWidth <= body.clientWidth")
    assert_accessible(page)
