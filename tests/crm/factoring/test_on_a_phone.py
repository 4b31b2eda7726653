"""At 360 px: a supplier submits, the buyer approves, the supplier sees the price and accepts."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from crm.models import FactoredInvoice
from portal.core.values import dates
from tests.browsing import assert_accessible, fits
from tests.factories.factoring import EnvelopeFactory, LinkFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 800}


def checked(page) -> None:
    assert fits(page)
    assert_accessible(page)


def test_an_invoice_is_submitted_approved_and_priced_on_a_phone(visit):
    tie = LinkFactory()
    EnvelopeFactory(buyer=tie.buyer)
    supplier, buyer = tie.supplier.account, tie.buyer.account

    page = visit("/affacturage/", as_=supplier, viewport=PHONE)
    page.get_by_role("link", name="Déposer une facture").first.click()
    page.get_by_role("button", name="Saisir sans fichier").click()
    today = dates.today()
    page.get_by_label("Numéro de facture").fill("FA-360")
    page.get_by_label("Date de facture").fill(today.isoformat())
    page.get_by_label("Échéance").fill((today + timedelta(days=60)).isoformat())
    page.get_by_label("Montant TTC restant dû").fill("10 000")
    checked(page)
    page.get_by_role("button", name="Soumettre à mon client").click()
    expect(page.get_by_role("heading", name="FA-360")).to_be_visible()
    invoice = FactoredInvoice.objects.get()

    at_buyer = visit("/affacturage/", as_=buyer, viewport=PHONE)
    checked(at_buyer)
    at_buyer.get_by_role("link", name="FA-360").click()
    at_buyer.get_by_role("link", name="Approuver").click()
    at_buyer.get_by_role("button", name="Approuver").click()
    expect(at_buyer.get_by_text("La facture est approuvée").first).to_be_visible()

    page.goto(f"{page.url.split('/affacturage')[0]}{invoice.get_absolute_url()}")
    page.get_by_role("link", name="Choisir la date de paiement").click()
    checked(page)
    field = page.get_by_label("Date de paiement")
    field.fill(field.get_attribute("min"))
    page.get_by_role("button", name="Voir la proposition").click()
    expect(page.get_by_text("Net versé")).to_be_visible()
    checked(page)
    page.get_by_role("button", name="Accepter").click()
    expect(page.get_by_text("C’est noté. Vous serez payé").first).to_be_visible()
