"""What an envelope allows, and credit notes, disputes and quotes of what was approved."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from crm.envelopes import actions as envelopes
from crm.financing.actions import crediting, deciding, quoting
from crm.financing.queries import Room, room_of, used_of
from crm.models import Quote
from crm.payouts import actions as payouts
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.ledger.queries import balance, entries_about
from tests.crm.factoring.cases import submit
from tests.factories.factoring import (
    EnvelopeFactory,
    InvoiceFactory,
    accepted_quote,
)

pytestmark = pytest.mark.django_db


def test_an_invoice_beyond_what_is_free_is_refused_with_the_figures(tie):
    EnvelopeFactory(buyer=tie.buyer, amount=1500)
    deciding.approve(invoice=submit(tie), by=tie.buyer.account)
    with pytest.raises(Refused, match="500,00") as refused:
        deciding.approve(invoice=submit(tie, number="FA-2"), by=tie.buyer.account)
    assert "1\u00a0000,00" in refused.value.sentence


def test_an_envelope_lowered_below_what_is_used_undoes_nothing_and_allows_nothing(tie, office):
    envelope = EnvelopeFactory(buyer=tie.buyer, amount=5000)
    approved = deciding.approve(invoice=submit(tie), by=tie.buyer.account)
    terms = {name: getattr(envelope, name) for name in envelopes.TERMS} | {"amount": Decimal(400)}
    envelopes.change(envelope=envelope, terms=terms, reasons="Prudence", version=envelope.version, by=office)
    envelope.refresh_from_db()
    assert room_of(envelope) == Room(Decimal(400), Decimal(1000))
    assert room_of(envelope).free == 0
    approved.refresh_from_db()
    assert approved.status == "validated"
    with pytest.raises(Refused, match="Il reste 0,00"):
        deciding.approve(invoice=submit(tie, number="FA-2", amount=Decimal(1)), by=tie.buyer.account)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"status": "suspended"}, "suspendue"),
        ({"starts_on": dates.today() - timedelta(days=9), "ends_on": dates.today() - timedelta(days=1)}, "pas ouverte"),
    ],
)
def test_an_envelope_that_is_not_open_approves_nothing(tie, more, words):
    EnvelopeFactory(buyer=tie.buyer, **more)
    with pytest.raises(Refused, match=words):
        deciding.approve(invoice=submit(tie), by=tie.buyer.account)


def test_repayment_frees_the_envelope(tie, office):
    EnvelopeFactory(buyer=tie.buyer)
    invoice = InvoiceFactory(financed=True, buyer=tie.buyer, amount=1000)
    payouts.repay(invoice=invoice, amount=Decimal(300), received_on=dates.today(), key=uuid4(), by=office)
    assert used_of(tie.buyer) == 700


def test_approval_is_final_and_rejection_needs_a_reason(tie):
    EnvelopeFactory(buyer=tie.buyer)
    invoice = submit(tie)
    with pytest.raises(Refused, match="motif"):
        deciding.reject(invoice=invoice, reason=" ", by=tie.buyer.account)
    deciding.approve(invoice=invoice, by=tie.buyer.account)
    with pytest.raises(Refused):
        deciding.reject(invoice=invoice, reason="Trop tard", by=tie.buyer.account)


def at(day, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=dates.PARIS)


def quoted(tie) -> Quote:
    """A quote made on a Thursday of September at noon."""
    EnvelopeFactory(buyer=tie.buyer)
    invoice = InvoiceFactory(
        validated=True,
        buyer=tie.buyer,
        supplier=tie.supplier,
        due_on=date(2026, 11, 3),
        issued_on=date(2026, 9, 1),
    )
    with dates.pretending(at(date(2026, 9, 10), 12)):
        return quoting.quote(invoice=invoice, payment_on=date(2026, 9, 14), by=tie.supplier.account)


def test_what_was_shown_is_charged_though_midnight_passed_and_the_rate_changed(tie):
    quote = quoted(tie)
    quote.invoice.envelope.yearly_rate = 12
    quote.invoice.envelope.save()
    with dates.pretending(at(date(2026, 9, 11), 1)):
        accepted = quoting.accept(quote=quote, by=tie.supplier.account)
    assert (accepted.days, accepted.commission) == (50, Decimal("133.33"))
    assert balance("commissions") == Decimal("-133.33")


def test_an_expired_quote_is_refused_with_its_hour_and_charges_nothing(tie):
    quote = quoted(tie)
    with dates.pretending(at(date(2026, 9, 11), 13)), pytest.raises(Refused, match="expiré le 11/09/2026 à 12:00"):
        quoting.accept(quote=quote, by=tie.supplier.account)
    assert not entries_about(quote.invoice).exists()


def test_a_credit_note_after_the_quote_asks_for_another(tie):
    quote = quoted(tie)
    crediting.credit(invoice=quote.invoice, number="AV-1", amount=Decimal(10), by=tie.supplier.account)
    with (
        dates.pretending(at(date(2026, 9, 10), 13)),
        pytest.raises(Refused, match="montant de la facture"),
    ):
        quoting.accept(quote=quote, by=tie.supplier.account)


def test_a_day_off_cannot_be_chosen(tie):
    invoice = InvoiceFactory(validated=True, supplier=tie.supplier)
    with pytest.raises(Refused, match="jour ouvré"):
        quoting.quote(invoice=invoice, payment_on=dates.today(), by=tie.supplier.account)


def test_accepted_twice_is_posted_once(tie):
    quote = quoted(tie)
    with dates.pretending(at(date(2026, 9, 10), 13)):
        for _time in range(2):
            quoting.accept(quote=quote, by=tie.supplier.account)
    assert entries_about(quote.invoice).count() == 1


def test_a_credit_note_lowers_what_is_financed_and_a_later_one_disputes(tie):
    invoice = InvoiceFactory(validated=True, supplier=tie.supplier, amount=1000)
    lowered = crediting.credit(invoice=invoice, number="AV-1", amount=Decimal(100), by=tie.supplier.account)
    assert (lowered.payable, lowered.status) == (900, "validated")
    with pytest.raises(Refused, match="déjà été déposé"):
        crediting.credit(invoice=invoice, number="av 1", amount=Decimal(100), by=tie.supplier.account)
    accepted_quote(lowered)
    disputed = crediting.credit(invoice=invoice, number="AV-2", amount=Decimal(50), by=tie.supplier.account)
    assert (disputed.payable, disputed.status) == (900, "disputed")


def test_a_dispute_blocks_the_quote_and_the_payment_until_the_office_ends_it(tie, office):
    invoice = InvoiceFactory(validated=True, buyer=tie.buyer, supplier=tie.supplier)
    quote = accepted_quote(invoice)
    file = payouts.make_file(until=quote.payment_on, by=office)
    deciding.dispute(invoice=invoice, reason="Livraison", by=tie.buyer.account)
    with pytest.raises(Refused, match="en litige"):
        payouts.execute(file=file, by=office)
    file.refresh_from_db()
    assert file.executed_at is None
    deciding.resume(invoice=invoice, reason="Livré", by=office)
    payouts.execute(file=file, by=office)
    invoice.refresh_from_db()
    assert invoice.status == "financed"
