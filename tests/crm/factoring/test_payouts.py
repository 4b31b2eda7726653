"""Payments by file, bank details, repayments, reminders."""

import random
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from crm.financing.actions import quoting
from crm.financing.reminding import remind
from crm.models import BankAccount, FactoredInvoice, Payout
from crm.payouts import actions as payouts
from crm.payouts.queries import repayments_of
from crm.suppliers import actions as suppliers
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.ledger.queries import balance, unbalanced
from portal.messaging.models import Message
from tests.crm.factoring.cases import submit
from tests.factories.factoring import (
    IBAN,
    OTHER_IBAN,
    InvoiceFactory,
    accepted_quote,
)

pytestmark = pytest.mark.django_db


def test_a_file_exported_and_executed_twice_pays_once(login, tie, office):
    quote = accepted_quote(InvoiceFactory(validated=True, supplier=tie.supplier))
    file = payouts.make_file(until=quote.payment_on, by=office)
    browser = login(office)
    first, second = (browser.get(f"{file.get_absolute_url()}fichier/").content for _ in range(2))
    assert first == second
    for _time in range(2):
        payouts.execute(file=file, by=office)
    assert balance("banque") == -quote.net
    with pytest.raises(Refused, match="Aucun paiement prévu"):
        payouts.make_file(until=quote.payment_on, by=office)


def test_a_cancelled_file_is_made_again(tie, office):
    quote = accepted_quote(InvoiceFactory(validated=True, supplier=tie.supplier))
    payouts.cancel(file=payouts.make_file(until=quote.payment_on, by=office), reason="Refusé", by=office)
    with dates.pretending(dates.now() - timedelta(seconds=5)):
        again = payouts.make_file(until=quote.payment_on, by=office)
    payouts.execute(file=again, by=office)
    assert Payout.objects.filter(is_live=True).count() == 1


def test_an_iban_changed_on_the_eve_waits_and_the_payment_goes_to_the_old_one(tie, office):
    quote = accepted_quote(InvoiceFactory(validated=True, supplier=tie.supplier))
    change = suppliers.change_bank(supplier=tie.supplier, iban=OTHER_IBAN, by=tie.supplier.account)
    with pytest.raises(Refused, match="peut être confirmé à partir du"):
        suppliers.confirm_bank(change=change, by=office)
    told = Message.objects.get(template="crm/messages/bank_change")
    assert told.recipient == tie.supplier.account.email
    file = payouts.make_file(until=quote.payment_on, by=office)
    assert file.payouts.get().bank_account.iban == IBAN
    BankAccount.objects.filter(pk=change.pk).update(usable_from=dates.now())
    suppliers.confirm_bank(change=change, by=office)
    assert BankAccount.objects.in_force().get(supplier=tie.supplier).iban == OTHER_IBAN


def test_who_asked_for_an_iban_does_not_confirm_it(tie, office):
    change = suppliers.change_bank(supplier=tie.supplier, iban=OTHER_IBAN, by=office)
    BankAccount.objects.filter(pk=change.pk).update(usable_from=dates.now())
    with pytest.raises(Refused, match="autre personne"):
        suppliers.confirm_bank(change=change, by=office)


def test_repaid_in_part_late_and_too_much(tie, office):
    invoice = InvoiceFactory(financed=True, buyer=tie.buyer, amount=1000)
    for amount in ("400", "700"):
        payouts.repay(invoice=invoice, amount=Decimal(amount), received_on=dates.today(), key=uuid4(), by=office)
    invoice.refresh_from_db()
    assert (invoice.status, invoice.left) == ("settled", 0)
    assert [each.excess for each in repayments_of(invoice)] == [0, 100]
    assert balance(f"trop-percu:{tie.buyer.pk}") == -100
    assert unbalanced() == []
    with pytest.raises(Refused, match="n’attend pas"):
        payouts.repay(invoice=invoice, amount=Decimal(1), received_on=dates.today(), key=uuid4(), by=office)


def test_a_repayment_sent_twice_counts_once(tie, office):
    invoice, key = InvoiceFactory(financed=True), uuid4()
    for _time in range(2):
        payouts.repay(invoice=invoice, amount=Decimal(10), received_on=dates.today(), key=key, by=office)
    invoice.refresh_from_db()
    assert invoice.repaid == 10


def test_a_buyer_is_reminded_after_three_seven_and_ten_days_once_each(tie):
    invoice = submit(tie)
    sent = []
    for days in (2, 3, 3, 7, 8, 10, 30):
        FactoredInvoice.objects.filter(pk=invoice.pk).update(created_at=dates.now() - timedelta(days=days))
        sent.append(remind())
    assert sent == [0, 1, 0, 1, 0, 1, 0]


def test_a_buyer_is_reminded_of_what_falls_due_and_is_late():
    today = dates.today()
    InvoiceFactory(financed=True, issued_on=today - timedelta(days=60), due_on=today + timedelta(days=30))
    InvoiceFactory(financed=True, issued_on=today - timedelta(days=60), due_on=today - timedelta(days=30))
    assert remind() == 1
    assert remind() == 0
    assert Message.objects.filter(template="crm/messages/repayment_due").count() == 1


def test_histories_in_the_database_balance(office):
    """Twenty invented lives: accepted, paid, repaid in parts, late, too much; the bank keeps commission and excess."""
    dice = random.Random(8)
    fees = excess = Decimal(0)
    for _life in range(20):
        invoice = InvoiceFactory(validated=True, amount=Decimal(dice.randrange(100, 900_000)) / 100)
        with dates.pretending(dates.now()):
            quote = quoting.quote(
                invoice=invoice, payment_on=quoting.days_for(invoice)[dice.randrange(5)], by=invoice.supplier.account
            )
            quoting.accept(quote=quote, by=invoice.supplier.account)
        payouts.execute(file=payouts.make_file(until=quote.payment_on, by=office), by=office)
        invoice.refresh_from_db()
        while invoice.status != "settled":
            part = Decimal(dice.randrange(1, int(invoice.amount * 130))) / 100
            made = payouts.repay(invoice=invoice, amount=part, received_on=dates.today(), key=uuid4(), by=office)
            excess += made.excess
            invoice.refresh_from_db()
        fees += quote.commission
    assert unbalanced() == []
    assert balance("banque") == fees + excess
    assert balance("commissions") == -fees
