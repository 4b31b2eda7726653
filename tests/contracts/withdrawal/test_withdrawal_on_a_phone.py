"""The whole way on a narrow phone, by keyboard alone, then without JavaScript."""

import pytest

from contracts.models import Contract
from contracts.sales.enums import Status
from tests.contracts.withdrawal.visitors import START
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


def _sideways(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_client_renounces_by_keyboard_on_a_narrow_phone(browser, portal_address, script):
    contract = ContractFactory(validated=True)
    page = browser.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=script).new_page()
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{portal_address}{START}?numero={contract.number}")
    page.get_by_label("Votre nom de famille").fill(contract.last_name)
    page.get_by_label("Votre e-mail").fill(contract.email)
    if script:
        assert _sideways(page) == 0
    page.get_by_role("button", name="Renoncer au contrat ici").press("Enter")
    confirm = page.get_by_role("button", name="Confirmer la rétractation")
    assert contract.product_name in page.inner_text("main")
    if script:
        assert _sideways(page) == 0
    confirm.press("Enter")
    page.get_by_role("heading", name="Votre rétractation est enregistrée").wait_for()
    assert "heure de Paris" in page.inner_text("main")
    assert errors == []
    assert Contract.objects.get().status == Status.WITHDRAWN
    page.context.close()
