"""The starting page with a hand on it: a line done in place and undone, on a desk, on a phone and without scripts."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from crm.models import Task
from portal.core.values import dates
from tests.browsing import assert_accessible, fits
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DONE = "C’est noté : Rappeler pour le devis."


@pytest.fixture
def agent(settings):
    settings.UNDO_SECONDS = 600
    agent = UserFactory()
    client = ClientFactory(owner=agent)
    for days, title in ((2, "Rappeler pour le devis"), (1, "Envoyer la brochure")):
        due = dates.now() - timedelta(days=days)
        Task.objects.create(kind="call", title=title, owner=agent, client=client, agency=client.agency, due_at=due)
    return agent


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [1440, 360])
def test_a_line_is_done_and_undone(visit, agent, width, scripts):
    page = visit("/", as_=agent, viewport={"width": width, "height": 800}, java_script_enabled=scripts)
    mine = page.locator("#chez-moi")
    expect(page.get_by_role("heading", level=1)).to_have_text("À faire")
    expect(mine.locator(".board__line")).to_have_count(2)
    first = mine.get_by_role("button", name="C’est fait : Rappeler pour le devis")
    expect(first).to_be_in_viewport()
    first.click()
    expect(page.locator(".toasts")).to_contain_text(DONE)
    expect(mine.locator(".board__line")).to_have_count(1)
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator(".toasts")).to_contain_text("C’est annulé")
    expect(mine.locator(".board__line")).to_have_count(2)
    assert Task.objects.open().count() == 2


def test_the_page_stays_and_the_focus_goes_on_to_the_next_line(visit, agent):
    page = visit("/", as_=agent)
    page.evaluate("window.stayed = true")
    badge = page.locator('.nav [aria-current="page"] .nav__count')
    expect(badge).to_have_text("2")
    page.get_by_role("button", name="C’est fait : Rappeler pour le devis").press("Enter")
    expect(page.get_by_role("button", name="C’est fait : Envoyer la brochure")).to_be_focused()
    expect(badge).to_have_text("1")
    assert page.evaluate("window.stayed")
    assert_accessible(page)


def test_the_back_office_notes_a_call_and_validates_on_a_phone(visit, settings):
    settings.UNDO_VALIDATION_SECONDS = 600
    contract = ContractFactory(awaiting_back_office=True)
    page = visit("/", as_=UserFactory(back_office=True), viewport={"width": 360, "height": 800})
    mine = page.locator("#chez-moi")
    mine.get_by_text("Noter un appel").click()
    assert_accessible(page)
    mine.get_by_role("button", name="Joint, le client confirme").click()
    expect(page.locator(".toasts")).to_contain_text("L’appel est noté.")
    mine.get_by_role("button", name=f"Valider : {contract.display_name}").click()
    expect(page.locator(".toasts")).to_contain_text("est validé")
    expect(mine.get_by_text("Rien ne vous attend")).to_be_visible()
    page.get_by_role("button", name="Annuler").click()
    expect(mine.get_by_role("button", name=f"Valider : {contract.display_name}")).to_be_visible()
    assert fits(page)
