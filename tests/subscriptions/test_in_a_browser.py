"""A client is added, linked, given a subscription by card on a phone, and sees it in their space."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from portal.core.values.money import format_euros
from subscriptions.models import PortfolioLink
from subscriptions.plans.queries import has_access
from subscriptions.portfolio import actions
from tests.browsing import fits
from tests.factories.accounts import UserFactory
from tests.factories.subscriptions import plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 800}


def test_from_an_address_to_a_paid_subscription_on_a_phone(visit):
    agent, office = UserFactory(), UserFactory(back_office=True)
    person = UserFactory(client=True, email="connue@exemple.example")
    wanted = plan("HS", "a", m12="120")
    page = visit("/portefeuille/", as_=agent, viewport=PHONE)
    page.get_by_label("E-mail du client").fill(person.email)
    page.get_by_role("button", name="Ajouter un nouveau client").click()
    page.get_by_text("est ajouté à votre portfolio").wait_for()
    expect(page.locator("td .badge", has_text="Ajouté")).to_be_visible()
    assert fits(page)
    actions.sort_added()
    actions.accept(link=PortfolioLink.objects.get(), by=office)
    page.goto("/portefeuille/")
    page.get_by_role("link", name="Créer un abonnement").click()
    page.get_by_role("link", name="Choisir HS, 12 mois").click()
    expect(page.get_by_text(format_euros(Decimal(120))).first).to_be_visible()
    expect(page.get_by_label("Renouveler automatiquement à la fin")).not_to_be_checked()
    assert fits(page)
    page.get_by_label("Renouveler automatiquement à la fin").check()
    page.get_by_role("button", name="Continuer vers le paiement").click()
    page.wait_for_url("**/paiement/**")
    assert not has_access(person, "a")
    page.get_by_label("Visa •••• 4242").check()
    page.locator("main form button[type=submit]").first.click()
    page.get_by_text("L’abonnement est créé").wait_for()
    assert has_access(person, wanted.current.contents[0])
    theirs = visit("/", as_=person, viewport=PHONE)
    expect(theirs.get_by_text("Ce qui se passera le")).to_be_visible()
    assert fits(theirs)
    theirs.get_by_role("link", name="Arrêter le renouvellement").click()
    theirs.get_by_role("button", name="Arrêter le renouvellement").click()
    expect(theirs.get_by_text("Le renouvellement est arrêté.")).to_be_visible()
