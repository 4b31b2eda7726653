"""A card is added with 3-D Secure, replaced and removed, on a desk and on a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal.core.values import dates
from subscriptions.models import PaymentMethod, Renewal
from subscriptions.plans.messages import consent_text
from subscriptions.renewal import actions
from tests.browsing import fits
from tests.factories.accounts import UserFactory
from tests.factories.subscriptions import period, plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1440, 360])
def test_card_is_added_replaced_and_removed(visit, width):
    person = UserFactory(client=True)
    had = period(person, plan("HS", "a", m12="120"), starts_on=dates.today() - timedelta(days=30))
    page = visit("/cartes/", as_=person, viewport={"width": width, "height": 900})
    page.get_by_role("link", name="Ajouter une carte").click()
    page.get_by_label("Visa •••• 3155").check()
    assert fits(page)
    page.get_by_role("button", name="Enregistrer la carte").click()
    expect(page.get_by_role("heading", name="Confirmez-vous cette carte ?")).to_be_visible()
    assert fits(page)
    page.get_by_role("button", name="Confirmer la carte").click()
    expect(page.get_by_text("La carte est enregistrée.")).to_be_visible()
    first = PaymentMethod.objects.held().get()
    actions.turn_on(subscription=had.subscription, method=first, text=consent_text(had), by=person)
    page.get_by_role("link", name="Remplacer").click()
    page.get_by_label("Mastercard •••• 4444").check()
    page.get_by_role("button", name="Enregistrer la carte").click()
    expect(page.get_by_text("La carte est remplacée.")).to_be_visible()
    expect(page.get_by_role("heading", name="Mastercard •••• 4444")).to_be_visible()
    expect(page.get_by_text("Abonnement HS : renouvelé le")).to_be_visible()
    assert fits(page)
    assert Renewal.objects.get().method.last4 == "4444"
    page.get_by_role("link", name="Retirer").click()
    expect(page.get_by_text("Abonnement HS : il s’arrêtera le")).to_be_visible()
    assert fits(page)
    page.get_by_role("button", name="Retirer la carte").click()
    expect(page.get_by_text("Aucune carte conservée")).to_be_visible()
    assert not Renewal.objects.get().is_on
