"""Queries of invoices, and what an envelope has left."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, F, Sum
from django.db.models.functions import Coalesce

from crm.clients.models import Client
from crm.envelopes.models import Envelope
from crm.financing.enums import Status
from crm.financing.models import FactoredInvoice, Quote

ZERO = Decimal(0)
OWED = F("amount") - F("credited") - F("repaid")


def invoices_of(user):
    """Return the invoices of a reader's list."""
    return FactoredInvoice.objects.visible_to(user).select_related("buyer", "supplier")


def used_of(buyer: Client) -> Decimal:
    """Return what is validated and financed of a buyer and not repaid, whatever the envelope it was approved in."""
    rows = FactoredInvoice.objects.counted().filter(buyer=buyer)
    field = DecimalField(max_digits=14, decimal_places=2)
    return rows.aggregate(used=Coalesce(Sum(OWED, output_field=field), ZERO, output_field=field))["used"]


@dataclass(frozen=True)
class Room:
    """What an envelope holds: `free` is never less than nothing."""

    amount: Decimal
    used: Decimal

    @property
    def free(self) -> Decimal:
        return max(ZERO, self.amount - self.used)

    @property
    def is_exceeded(self) -> bool:
        return self.used > self.amount


def room_of(envelope: Envelope) -> Room:
    return Room(envelope.amount, used_of(envelope.buyer))


def falling_due(buyer: Client):
    """Return what the buyer has to repay, the next one first."""
    due = FactoredInvoice.objects.filter(buyer=buyer, status=Status.FINANCED)
    return due.select_related("supplier").order_by("due_on", "pk")


def accepted_of(invoice: FactoredInvoice) -> Quote | None:
    """Return the quote that the supplier accepted."""
    return Quote.objects.filter(invoice=invoice, accepted_at__isnull=False).first()


def open_quote_of(invoice: FactoredInvoice) -> Quote | None:
    """Return the last quote that was shown and not accepted."""
    return Quote.objects.filter(invoice=invoice, accepted_at=None).order_by("-pk").first()


def to_pay():
    """Return the accepted quotes that no live payment file holds, of invoices that nothing blocks."""
    waiting = Quote.objects.filter(accepted_at__isnull=False, invoice__status=Status.VALIDATED)
    return waiting.exclude(payouts__is_live=True).select_related("invoice__supplier", "invoice__buyer")
