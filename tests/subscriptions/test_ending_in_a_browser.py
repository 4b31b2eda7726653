"""A client reads what comes back, ends a subscription that was renewed without a proven notice, and sees it ended."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal.core.values import dates
from portal.core.values.money import format_euros
from subscriptions.models import Period, Refund
from subscriptions.plans.rules import add_months
from subscriptions.renewal import actions, queries
from tests.factories.subscriptions import PortfolioLinkFactory, plan
from tests.subscriptions.test_in_a_browser import PHONE, fits
from tests.subscriptions.test_renewal import renewing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_client_ends_what_was_renewed_without_a_proven_notice(visit):
    link = PortfolioLinkFactory(linked=True)
    renewed_on = (dates.today() - timedelta(days=90)).replace(day=1)
    renewing(link, plan("HS", "a", m12="120"), add_months(renewed_on, -12))
    with dates.pretending(dates.now() - (dates.today() - renewed_on)):
        actions.follow()
    period = Period.objects.get(starts_on=renewed_on)
    back = format_euros(queries.ending_of(period).amount)
    page = visit("/", as_=link.account, viewport=PHONE)
    page.get_by_role("link", name="Résilier l’abonnement").click()
    expect(page.get_by_text(back).first).to_be_visible()
    expect(page.get_by_text(f"la carte de {link.owner.get_full_name()}")).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="Retour").last.click()
    page.get_by_role("link", name="Résilier l’abonnement").click()
    page.get_by_role("button", name="Résilier l’abonnement").click()
    expect(page.get_by_text(f"L’abonnement est résilié et {back} sont remboursés.")).to_be_visible()
    expect(page.get_by_text("Abonnement résilié")).to_be_visible()
    expect(page.get_by_role("link", name="Arrêter le renouvellement")).to_have_count(0)
    assert fits(page)
    assert format_euros(Refund.objects.get().amount) == back
    theirs = visit(f"/portefeuille/{link.pk}/", as_=link.owner)
    expect(theirs.get_by_text("a résilié l’abonnement sans frais")).to_be_visible()
