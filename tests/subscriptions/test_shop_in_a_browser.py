"""The shop on a phone: from the shelf to the order at a client's, with a bank that asks for a confirmation."""

import pytest
from playwright.sync_api import expect

from subscriptions.models import Order
from subscriptions.shop.enums import Status
from tests.browsing import assert_accessible, fits
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.shop import ItemFactory, rates

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 740}}


def test_agent_buys_for_a_client_on_a_phone(visit):
    place = OrganisationFactory(address="18 cours Charlemagne", postal_code="69002", city="Lyon")
    agent = UserFactory(organisation=place)
    client = ClientFactory(owner=agent, postal_code="13001", city="Marseille")
    item = ItemFactory(name="Guide relié")
    rates()
    page = visit("/boutique/", as_=agent, **PHONE)
    assert_accessible(page)
    page.get_by_role("link", name=item.name).click()
    page.get_by_label("Quantité").fill("2")
    page.get_by_role("button", name="Ajouter au panier").click()
    assert_accessible(page)
    page.get_by_role("link", name="Commander").click()
    expect(page.get_by_role("heading", name="Facturation et expédition")).to_be_visible()
    page.get_by_role("button", name=client.display_name).click()
    expect(page.locator("#id_livraison-name")).to_have_value(client.display_name)
    expect(page.locator("#id_facturation-city")).to_have_value("Lyon")
    expect(page.get_by_label("Livrer à l’adresse de facturation")).not_to_be_checked()
    assert_accessible(page)
    assert fits(page)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Visa •••• 3155").check()
    page.get_by_role("button", name="Payer").click()
    page.get_by_role("button", name="Confirmer le paiement").click()
    expect(page.get_by_role("heading", name="Commande CMD-")).to_be_visible()
    order = Order.objects.get()
    assert (order.status, order.client) == (Status.PAID, client)
    expect(page.get_by_text("Marseille").first).to_be_visible()
    assert fits(page)
