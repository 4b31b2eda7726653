"""The library in a real browser: reading, searching while typing, and sending a file with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from catalog.models import Document, Opening
from tests.browsing import assert_accessible, fits
from tests.factories.accounts import UserFactory
from tests.factories.library import CategoryFactory, DocumentFactory, pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_break_no_rule_and_fit_a_phone(visit):
    document = DocumentFactory(title="Plaquette " + "énergétique" * 12)
    office = UserFactory(back_office=True)
    page = visit("/documents/", as_=office, viewport={"width": 360, "height": 740})
    for path in ("", f"{document.pk}/", f"{document.pk}/fiche/", f"{document.pk}/retrait/", "nouveau/", "?q=rien"):
        page.goto(re.sub(r"/documents/.*", "/documents/", page.url) + path)
        assert_accessible(page)
        assert fits(page), page.url


def test_the_list_follows_what_is_typed_and_the_address_can_be_shared(visit):
    DocumentFactory(title="Plaquette audit")
    DocumentFactory(title="Fax par internet")
    page = visit("/documents/", as_=UserFactory())
    page.get_by_role("search", name="Filtrer les documents").get_by_label("Rechercher").press_sequentially("audit")
    expect(page.get_by_role("link", name="Fax par internet")).to_be_hidden()
    expect(page.get_by_role("link", name="Plaquette audit")).to_be_visible()
    expect(page).to_have_url(re.compile("q=audit"))
    page.reload()
    expect(page.get_by_role("heading", name="1 document", exact=True)).to_be_visible()


def fill(page, category, content: bytes) -> None:
    page.get_by_label("Fichier", exact=True).set_input_files(
        {"name": "plaquette.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_label("Titre").fill("Plaquette nouvelle")
    page.get_by_label("Catégorie").select_option(label=category.name)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_refused_file_is_told_then_a_right_one_is_published(visit, scripts):
    category = CategoryFactory()
    page = visit("/documents/nouveau/", as_=UserFactory(back_office=True), java_script_enabled=scripts, refusals=True)
    fill(page, category, b"MZ this is no document")
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".error-summary")).to_contain_text("n’est pas accepté")
    if scripts:
        expect(page.locator(".error-summary")).to_be_focused()
    fill(page, category, pdf("lourd" * 600_000))
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_role("heading", name="Plaquette nouvelle", level=1)).to_be_visible()
    expect(page.get_by_text("« Plaquette nouvelle » est publié.")).to_be_visible()
    assert page.url.endswith(Document.objects.get().get_absolute_url())


def test_reading_a_document_counts_once_a_page(visit):
    document = DocumentFactory()
    page = visit(document.get_absolute_url(), as_=UserFactory())
    expect(page.locator("iframe")).to_have_attribute("title", document.title)
    page.wait_for_timeout(300)
    assert Opening.objects.get().times == 1


def test_help_is_one_click_away_from_a_page_and_searched_by_keyboard(visit):
    page = visit("/documents/", as_=UserFactory())
    page.get_by_role("link", name="Aide sur cette page").click()
    expect(page.get_by_role("heading", name="Trouver, lire et publier des documents")).to_be_visible()
    page.get_by_role("link", name="Aide", exact=True).first.click()
    page.get_by_label("Chercher dans l’aide").fill("code refusé")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="La signature par SMS")).to_be_visible()
    assert_accessible(page)
