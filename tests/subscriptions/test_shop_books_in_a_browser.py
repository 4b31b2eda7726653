"""On a phone: the back-office sets a shipping rate, a client keeps their address book and orders with it."""

import pytest
from playwright.sync_api import expect

from subscriptions.models import Address, ShippingRate
from subscriptions.shop.actions import carts
from subscriptions.shop.enums import Zone
from tests.browsing import assert_accessible, fits
from tests.factories.accounts import UserFactory
from tests.factories.shop import ItemFactory, ShippingRateFactory, rates

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 740}}


def test_back_office_sets_and_retires_a_rate(visit):
    ShippingRateFactory(zone=Zone.CORSICA, up_to=2000)
    page = visit("/boutique/tarifs-de-livraison/", as_=UserFactory(back_office=True), refusals=True, **PHONE)
    expect(page.get_by_text("Outre-mer : aucun tarif. Rien ne peut y être expédié.")).to_be_visible()
    assert_accessible(page)
    assert fits(page)
    page.get_by_role("link", name="Nouveau tarif").click()
    page.get_by_label("Zone").select_option("corsica")
    page.get_by_label("Poids maximal du colis (g)").fill("2000")
    page.get_by_label("Prix HT").fill("7,50")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Un tarif existe déjà").first).to_be_visible()
    expect(page.get_by_label("Prix HT")).to_have_value("7,50")
    assert_accessible(page)
    page.get_by_label("Poids maximal du colis (g)").fill("5000")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Le tarif est créé.")).to_be_visible()
    assert_accessible(page)
    assert fits(page)
    page.get_by_role("link", name="Retirer").click()
    expect(page.get_by_text("Les colis de plus de 2 kg ne pourront plus être expédiés")).to_be_visible()
    page.get_by_role("button", name="Retirer le tarif").click()
    expect(page.get_by_role("link", name="Remettre en vigueur")).to_be_visible()
    assert ShippingRate.objects.get(up_to=5000).retired_at


def test_client_keeps_an_address_book_and_orders_with_it(visit, settings):
    settings.UNDO_SECONDS = 60
    buyer = UserFactory(client=True)
    rates()
    carts.add(item=ItemFactory(), quantity=1, by=buyer)
    page = visit("/", as_=buyer, refusals=True, **PHONE)
    page.get_by_role("link", name="Nouvelle adresse").click()
    page.get_by_label("Nom ou société").fill("Hélène Lefèvre")
    page.get_by_label("Adresse", exact=True).fill("12 rue des Fleurs")
    page.get_by_label("Code postal").fill("1000")
    page.get_by_label("Ville").fill("Bruxelles")
    page.get_by_label("Pays").select_option("BE")
    page.get_by_label("Adresse de livraison par défaut").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Nous livrons en France et à Monaco").first).to_be_visible()
    assert_accessible(page)
    assert fits(page)
    page.get_by_label("Code postal").fill("13001")
    page.get_by_label("Ville").fill("Marseille")
    page.get_by_label("Pays").select_option("FR")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("L’adresse est enregistrée.")).to_be_visible()
    expect(page.get_by_text("Livraison par défaut", exact=True)).to_be_visible()
    assert_accessible(page)
    assert fits(page)
    page.goto(page.url.replace("/mon-espace/adresses/", "/commande/facturation-et-expedition/"))
    expect(page.locator("#id_livraison-city")).to_have_value("Marseille")
    expect(page.get_by_label("Livrer à l’adresse de facturation")).not_to_be_checked()
    assert_accessible(page)
    assert fits(page)
    page.get_by_role("link", name="Gérer mes adresses").click()
    page.get_by_role("link", name="Hélène Lefèvre").first.click()
    page.get_by_role("link", name="Supprimer").click()
    page.get_by_role("button", name="Supprimer l’adresse").click()
    expect(page.get_by_text("L’adresse est supprimée.")).to_be_visible()
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("C’est annulé")).to_be_visible()
    assert Address.objects.get(owner=buyer).removed_at is None
