"""The gate on a phone: it works without scripts, and the token leaves in no Referer."""

import pytest
from playwright.sync_api import expect

from tests.browsing import assert_accessible, fits
from tests.links.conftest import SECRET

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_person_proves_who_they_are_without_scripts(phone, portal_address, post):
    given = post.send("tests.person")
    sent = []
    phone.on("request", lambda request: sent.append(request.all_headers()))
    phone.goto(portal_address + given.url)
    phone.get_by_label("Votre date de naissance").fill("3 mars 1970")
    phone.get_by_role("button", name="Continuer").click()
    expect(phone.get_by_role("alert").first).to_contain_text("Il reste 4 essais")
    phone.get_by_label("Votre date de naissance").fill("01021980")
    phone.get_by_role("button", name="Continuer").click()
    expect(phone.locator("body")).to_contain_text(SECRET)
    assert not [headers for headers in sent if given.token in headers.get("referer", "")]
    assert {headers["origin"] for headers in sent if "origin" in headers} <= {portal_address}


def test_a_dead_link_offers_a_new_one(phone, portal_address, post):
    phone.goto(f"{portal_address}/l/{'A' * 43}/")
    phone.get_by_role("button", name="Recevoir un nouveau lien").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Demande reçue")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("purpose", ["tests.plain", "tests.person", ""])
def test_the_pages_of_links_are_accessible_and_fit_a_phone(browser, portal_address, post, purpose, scheme):
    context = browser.new_context(viewport=PHONE, locale="fr-FR", color_scheme=scheme)
    page = context.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text) if "410" not in message.text else None)
    page.goto(portal_address + (post.send(purpose).url if purpose else f"/l/{'A' * 43}/"))
    assert_accessible(page)
    assert fits(page)
    assert faults == []
    context.close()
