"""The shop on a phone: from the shelf to the order at a client's, with a bank that asks for a confirmation."""

import pytest

from subscriptions.models import Order
from subscriptions.shop.enums import Status
from tests.browsing import assert_accessible
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
    assert page.get_by_role("heading", name="Facturation et expédition").is_visible()
    page.get_by_role("button", name=client.display_name).click()
    assert page.locator("#id_livraison-name").input_value() == client.display_name
    assert page.locator("#id_facturation-city").input_value() == "Lyon"
    assert not page.get_by_label("Livrer à l’adresse de facturation").is_checked()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Visa •••• 3155").check()
    page.get_by_role("button", name="Payer").click()
    page.get_by_role("button", name="Confirmer le paiement").click()
    assert page.get_by_role("heading", name="Commande CMD-").is_visible()
    order = Order.objects.get()
    assert (order.status, order.client) == (Status.PAID, client)
    assert page.get_by_text("Marseille").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
