"""Homes, queue and notifications in a real browser: by keyboard, on a phone, without scripts, for everybody."""

import pytest
from playwright.sync_api import expect

from contracts.confirmation import actions as confirming
from portal.access.roles import Role
from tests.browsing import assert_accessible, fits, sign_in
from tests.contracts.desk import fresh, wrong
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, back_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 780}}


@pytest.fixture
def visit(browser, portal_address, browser_context_args):
    """`visit(user, path, **options)` opens a page as `user`."""
    contexts = []

    def opened(user, path: str, **options):
        context = browser.new_context(**browser_context_args | options)
        contexts.append(context)
        sign_in(context, user, portal_address)
        page = context.new_page()
        page.goto(portal_address + path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def busy(settings):
    """An agency at work: something in every place. Gives who reads it, by role."""
    settings.CODE_WRONG_PER_DAY = 1
    office, agent = back_office(), UserFactory()
    for trait in ("awaiting_client", "awaiting_back_office", "validated", "unpaid", "withdrawn"):
        contract = ContractFactory(owner=agent, **{trait: True}, last_name=f"Très-Long-{'nom' * 20}")
    wrong(ContractFactory(owner=agent, awaiting_client=True))
    client = UserFactory(client=True)
    contract.client.account = client
    contract.client.save()
    manager = UserFactory(manager=True, organisation=agent.organisation)
    return {"agent": agent, "office": office, "manager": manager, "client": client}


PAGES = [
    ("agent", "/"),
    ("manager", "/"),
    ("office", "/"),
    ("client", "/"),
    ("office", "/back-office/"),
    ("office", "/back-office/blocages/"),
    ("agent", "/notifications/"),
    ("agent", "/parametres/notifications/"),
]


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_no_rule_of_accessibility_is_broken_and_nothing_overflows(visit, busy, who, path):
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark", **PHONE}):
        page = visit(busy[who], path, **options)
        for summary in page.locator("main summary").all():
            summary.click()
        page.evaluate("scrollTo(0, 0)")  # nothing half under the bar on top
        assert_accessible(page)
        assert fits(page)


def test_a_call_is_noted_and_a_contract_confirmed_with_the_keyboard_and_no_script(visit):
    contract = ContractFactory(awaiting_back_office=True)
    page = visit(back_office(), "/back-office/", java_script_enabled=False)
    page.locator(f"[id='{contract.number}'] summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Rappeler après 18 h")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("L’appel est noté.")).to_be_visible()
    expect(page.locator(".queue__next")).to_contain_text("À rappeler")
    assert contract.calls.get().note == "Rappeler après 18 h"
    confirming.log_call(contract=contract, outcome="confirmed", note="", by=back_office())
    page.reload()
    page.get_by_role("button", name=f"Valider {contract.number}").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("est validé")).to_be_visible()
    assert fresh(contract).validated_at


def test_a_notice_is_opened_from_the_bell(visit, busy):
    page = visit(busy["agent"], "/", **PHONE)
    page.get_by_role("link", name="Notifications,").click()
    page.get_by_role("button", name="Impayé").first.click()
    expect(page.get_by_role("heading", name="Historique")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Impayé")


def test_a_partner_s_home_is_calm(visit):
    page = visit(UserFactory(role=Role.PARTNER), "/")
    assert_accessible(page)
    expect(page.get_by_text("Rien ne vous attend")).to_be_visible()


def test_an_agency_is_suggested_as_one_types(busy, visit):
    page = visit(busy["office"], "/back-office/")
    name = busy["agent"].organisation.name
    page.get_by_label("Agence").press_sequentially(name[:4])
    expect(page.locator(f'datalist option[value="{name}"]')).to_be_attached()
