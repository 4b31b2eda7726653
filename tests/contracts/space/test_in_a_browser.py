"""A client logs in, signs and gives up from their own space: on a desk, on a narrow phone, by keyboard."""

import pytest
from playwright.sync_api import expect

from contracts.models import Contract
from contracts.sales.enums import Status
from tests.browsing import assert_accessible, fits
from tests.contracts.space.cast import owned, with_real_pages
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.contracts import ContractFactory, code_sent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


def press(page, role: str, name: str, **more) -> None:
    """Act on the first such control with the keyboard alone."""
    page.get_by_role(role, name=name, **more).first.press("Enter")


def log_in(page, person) -> None:
    page.get_by_label("Adresse e-mail").fill(person.email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("Mot de passe", exact=True).press("Enter")
    page.wait_for_url("**/")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_client_signs_then_gives_up(visit, viewport):
    contract = with_real_pages(product=ProductFactory(monthly=True))
    page = visit("/connexion/", viewport=viewport)
    log_in(page, owned(contract))
    expect(page.get_by_role("heading", name=contract.product_name).first).to_be_visible()
    assert fits(page)
    assert_accessible(page)
    press(page, "link", f"Signer : {contract.product_name}")
    first = page.get_by_alt_text("Page 1 sur 3")
    expect(first).to_be_visible()
    assert first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 1000
    assert fits(page)
    assert_accessible(page)
    page.get_by_label("Code reçu par SMS").fill(code_sent(contract))
    press(page, "button", "Signer le contrat")
    expect(page.get_by_text("votre contrat est signé")).to_be_visible()
    expect(page.get_by_text("En cours de confirmation").first).to_be_visible()
    assert_accessible(page)
    press(page, "link", "Renoncer")
    expect(page.get_by_role("heading", name="Relisez, puis confirmez")).to_be_visible()
    assert fits(page)
    assert_accessible(page)
    press(page, "button", "Confirmer la rétractation")
    expect(page.get_by_role("heading", name="Votre rétractation est enregistrée")).to_be_visible()
    assert Contract.objects.get().status == Status.WITHDRAWN
    press(page, "link", "Mon espace")
    expect(page.get_by_text("Renoncé", exact=True).first).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_of_the_space_breaks_a_rule(visit, viewport, theme):
    contract = ContractFactory(sealed=True)
    page = visit("/", as_=owned(contract), viewport=viewport, color_scheme=theme)
    for path in ("/mes-contrats/", "/mes-documents/", contract.get_absolute_url(), "/aide/", "/factures/", "/"):
        page.goto(path)
        assert fits(page), path
        assert_accessible(page)


def test_without_scripts_the_menu_and_the_pages_of_a_contract_are_there(visit):
    contract = with_real_pages()
    page = visit("/", as_=owned(contract), viewport=PHONE, java_script_enabled=False)
    press(page, "link", "Mes contrats")
    press(page, "link", contract.product_name)
    press(page, "link", "Voir Contrat")
    expect(page.get_by_alt_text("Page 3 sur 3")).to_have_count(1)
    expect(page.get_by_role("link", name="Télécharger le PDF")).to_be_visible()


def test_an_empty_space_fits_a_phone(visit):
    page = visit("/", as_=UserFactory(client=True), viewport=PHONE)
    expect(page.get_by_text("Rien ne vous attend")).to_be_visible()
    assert fits(page)
    assert_accessible(page)
