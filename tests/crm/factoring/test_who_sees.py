"""What each of those concerned sees of an invoice, and what they never see."""

from decimal import Decimal

import pytest

from crm.suppliers import actions as suppliers
from portal.audit.transitions import NotYours
from tests.crm.factoring.cases import submit
from tests.factories.accounts import UserFactory
from tests.factories.factoring import (
    IBAN,
    BuyerFactory,
    EnvelopeFactory,
    InvoiceFactory,
    SupplierFactory,
    accepted_quote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(tie):
    EnvelopeFactory(buyer=tie.buyer, amount=Decimal("77777"))
    invoice = InvoiceFactory(validated=True, buyer=tie.buyer, supplier=tie.supplier, amount=Decimal(5000))
    accepted_quote(invoice, commission=Decimal("63.21"))
    return invoice


def pages(browser, invoice) -> str:
    addresses = ("/affacturage/", "/affacturage/factures/", invoice.get_absolute_url(), "/")
    whole = "".join(browser.get(address, follow=True).content.decode() for address in addresses)
    return whole.replace("\u00a0", " ")


def test_the_supplier_never_sees_the_envelope(login, paid):
    browser = login(paid.supplier.account)
    seen = pages(browser, paid)
    assert "63,21" in seen
    assert "77 777" not in seen
    assert browser.get("/affacturage/enveloppes/").status_code == 403
    assert browser.get(paid.envelope.get_absolute_url()).status_code == 403


def test_the_buyer_never_sees_commission_net_or_bank_details(login, paid):
    browser = login(paid.buyer.account)
    seen = pages(browser, paid)
    assert "5 000,00" in seen
    for hidden in ("63,21", "4 936,79", IBAN, f"•••• {IBAN[-4:]}"):
        assert hidden not in seen
    for address in ("/affacturage/iban/", "/affacturage/paiements/", f"{paid.get_absolute_url()}date/"):
        assert browser.get(address).status_code == 403


def test_the_agent_follows_without_the_price(login, paid):
    seen = pages(login(paid.buyer.owner), paid)
    assert "5 000,00" in seen
    assert "63,21" not in seen


def test_others_see_nothing(login, paid):
    for stranger in (UserFactory(), SupplierFactory().account, BuyerFactory().account):
        browser = login(stranger)
        assert browser.get(paid.get_absolute_url()).status_code == 404
        assert paid.number not in browser.get("/affacturage/factures/").content.decode()


def test_a_supplier_that_a_buyer_takes_away_submits_nothing_more(tie):
    suppliers.remove(link=tie, by=tie.buyer.account)
    with pytest.raises(NotYours):
        submit(tie)
    assert tie.supplier.links.get().state == "removed"
