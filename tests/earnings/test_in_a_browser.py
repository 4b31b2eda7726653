"""Remuneration on a phone: the back-office approves, the agent reads; and a token is made."""

import re
from decimal import Decimal

import pytest
from django.db import transaction
from playwright.sync_api import expect

from portal.core.values import dates
from portal.earnings import actions as earnings
from portal.earnings.models import Statement
from portal.earnings.statements import actions
from tests.browsing import fits
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.earnings import AgreementFactory, ObjectiveFactory, earned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 800}}


@pytest.fixture
def seller(transactional_db):
    """An agent with a last month to approve, a sale in part refunded, and an objective."""
    agent = UserFactory(first_name="Julie", last_name="Marchand")
    AgreementFactory(name="Accord commun")
    today = dates.today()
    last = dates.first_of_month(dates.first_of_month(today) - dates.timedelta(days=1))
    earned(agent, "4900", label="Contrat CT-2026-000012", day=last)
    sale = ClientFactory(owner=agent)
    earned(agent, "2300", source=sale, label="Contrat CT-2026-000034", day=today)
    with transaction.atomic():
        earnings.take_back(
            source=sale, share=Decimal("0.4"), reason="Remboursement partiel : article retourné", day=today
        )
    ObjectiveFactory(agent=agent, month=dates.first_of_month(today), amount=Decimal(900))
    actions.make_missing()
    return agent


def test_statement_is_approved_and_read_on_a_phone(visit, seller):
    office = UserFactory(back_office=True)
    page = visit("/remuneration/releves/", as_=office, **PHONE)
    assert fits(page)
    page.get_by_role("link", name=Statement.objects.get().month_name).click()
    page.get_by_role("link", name="Approuver").click()
    page.get_by_role("button", name="Approuver").click()
    expect(page.get_by_text("Le relevé est approuvé")).to_be_visible()
    page.get_by_role("link", name="Marquer comme payé").click()
    page.get_by_role("button", name="Marquer comme payé").click()
    expect(page.get_by_text("Le relevé est marqué comme payé")).to_be_visible()
    own = visit("/remuneration/", as_=seller, **PHONE)
    expect(own.get_by_text("il manque")).to_be_visible()
    assert fits(own)
    own.get_by_role("link", name="Relevés").click()
    expect(own.get_by_text("490,00").first).to_be_visible()


def test_token_is_made_on_a_phone(visit, transactional_db):
    page = visit("/compte/api/", as_=UserFactory(manager=True), **PHONE)
    page.get_by_label("Nom", exact=True).fill("Logiciel comptable")
    page.get_by_label("Lire les clients").check()
    page.get_by_role("button", name="Créer le jeton").click()
    expect(page.get_by_text("Copiez ce jeton maintenant")).to_be_visible()
    expect(page.locator("code")).to_have_text(re.compile("^cpt_"))
    assert fits(page)
