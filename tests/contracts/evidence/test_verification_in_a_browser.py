"""The public page on a phone, without scripts, and its rules of accessibility with them."""

import pytest

from portal.documents import files
from tests.browsing import assert_accessible
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


def given(page, content: bytes, name: str = "contrat.pdf") -> str:
    """What the page says of a file."""
    page.get_by_label("Le fichier PDF").set_input_files({"name": name, "mimeType": "", "buffer": content})
    page.get_by_role("button", name="Vérifier le fichier").click()
    page.wait_for_load_state()
    return page.locator("main").inner_text()


def test_a_client_verifies_their_contract_on_a_phone_without_scripts(visit):
    contract = ContractFactory(sealed=True)
    phone = visit("/verifier/", viewport=PHONE, java_script_enabled=False)
    assert "exactement le contrat signé" in given(phone, files.read(contract.signed_document))
    assert "pas connu ici" in given(phone, b"%PDF-1.7 rien")
    phone.get_by_label("Son empreinte SHA-256").fill(contract.document_sha256)
    phone.get_by_role("button", name="Vérifier l’empreinte").click()
    assert "présenté au client" in phone.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_keeps_the_rules_and_fits_a_phone(visit, scheme):
    page = visit("/verifier/", viewport=PHONE, color_scheme=scheme)
    assert_accessible(page)
    assert "pas connu ici" in given(page, b"%PDF-1.7 rien")
    assert_accessible(page)
    assert page.locator("[data-focus]").evaluate("element => element === document.activeElement")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
