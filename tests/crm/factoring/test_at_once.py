"""Approvals at once never exceed the envelope; without its lock they do. Other races of money."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from crm.financing.actions import deciding
from crm.models import FactoredInvoice, Payout
from crm.payouts import actions as payouts
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.ledger.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.factoring import BuyerFactory, EnvelopeFactory, InvoiceFactory, SupplierFactory, accepted_quote

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

APPROVALS = 50
EACH, ENVELOPE = Decimal("10000"), Decimal("95000")  # nine fit
ROUNDS = 4  # 200 approvals


def together(acts) -> list:
    """Run all acts at the same moment, each in a thread; give what each returned or raised."""
    start, done = threading.Barrier(len(acts)), [None] * len(acts)

    def run(rank, act):
        start.wait()
        try:
            done[rank] = act()
        except Refused as refused:
            done[rank] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def waiting_invoices():
    buyer, supplier = BuyerFactory(), SupplierFactory()
    EnvelopeFactory(buyer=buyer, amount=ENVELOPE)
    return buyer, [InvoiceFactory(buyer=buyer, supplier=supplier, amount=EACH) for _ in range(APPROVALS)]


def approve_all(buyer, invoices) -> int:
    together([lambda each=each: deciding.approve(invoice=each, by=buyer.account) for each in invoices])
    return FactoredInvoice.objects.filter(buyer=buyer, status="validated").count()


def test_fifty_approvals_at_once_stay_within_the_envelope():
    for _round in range(ROUNDS):
        assert approve_all(*waiting_invoices()) == 9


def test_control_without_the_lock_they_exceed_it(monkeypatch):
    """The control: reading the envelope without its lock lets more through than there is room for."""
    monkeypatch.setattr(deciding, "lock_envelope", lambda envelope: envelope)
    counts = []
    for _round in range(3):
        counts.append(approve_all(*waiting_invoices()))
        if counts[-1] > 9:
            return
    pytest.fail(f"the control never broke: {counts}")


def test_the_same_invoice_approved_twice_at_once_is_approved_once():
    invoice = InvoiceFactory()
    EnvelopeFactory(buyer=invoice.buyer)
    done = together([lambda: deciding.approve(invoice=invoice, by=invoice.buyer.account) for _ in range(4)])
    assert sum(isinstance(each, Refused) for each in done) == 3


def test_two_payment_files_made_at_once_pay_once():
    invoice, office = InvoiceFactory(validated=True), UserFactory(back_office=True)
    quote = accepted_quote(invoice)
    done = together([lambda: payouts.make_file(until=quote.payment_on, by=office) for _ in range(3)])
    assert Payout.objects.filter(is_live=True).count() == 1
    assert sum(isinstance(each, Refused) for each in done) == 2
    file = next(each for each in done if not isinstance(each, Refused))
    together([lambda: payouts.execute(file=file, by=office) for _ in range(3)])
    assert Entry.objects.filter(key=f"payouts.paid:{quote.pk}").count() == 1
    invoice.refresh_from_db()
    assert invoice.status == "financed"
    assert dates.today() <= quote.payment_on
