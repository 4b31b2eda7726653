"""The public page on a phone, without scripts, and its rules of accessibility with them."""

import pytest
from playwright.sync_api import expect

from portal.documents import files
from tests.browsing import assert_accessible, fits
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


def give(page, content: bytes, name: str = "contrat.pdf") -> None:
    page.get_by_label("Le fichier PDF").set_input_files({"name": name, "mimeType": "", "buffer": content})
    page.get_by_role("button", name="Vérifier le fichier").click()


def test_a_client_verifies_their_contract_on_a_phone_without_scripts(visit):
    contract = ContractFactory(sealed=True)
    phone = visit("/verifier/", viewport=PHONE, java_script_enabled=False)
    give(phone, files.read(contract.signed_document))
    expect(phone.locator("main")).to_contain_text("exactement le contrat signé")
    give(phone, b"%PDF-1.7 rien")
    expect(phone.locator("main")).to_contain_text("pas connu ici")
    phone.get_by_label("Son empreinte SHA-256").fill(contract.document_sha256)
    phone.get_by_role("button", name="Vérifier l’empreinte").click()
    expect(phone.locator("main")).to_contain_text("présenté au client")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_keeps_the_rules_and_fits_a_phone(visit, scheme):
    page = visit("/verifier/", viewport=PHONE, color_scheme=scheme)
    assert_accessible(page)
    give(page, b"%PDF-1.7 rien")
    expect(page.locator("main")).to_contain_text("pas connu ici")
    expect(page.locator("[data-focus]")).to_be_focused()
    assert_accessible(page)
    assert fits(page)
