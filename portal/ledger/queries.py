"""What the ledger tells: balances, entries about a record, entries that are wrong."""

from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Coalesce

from portal.ledger.models import Entry, EntryLine

NOTHING = Decimal(0)


def balance(account: str) -> Decimal:
    """Return debits less credits of one account."""
    sums = EntryLine.objects.filter(account=account).aggregate(debit=Sum("debit"), credit=Sum("credit"))
    return (sums["debit"] or NOTHING) - (sums["credit"] or NOTHING)


def entries_about(record):
    """Return the entries about one record, oldest first, with their lines."""
    about = Entry.objects.filter(about_type=record._meta.label_lower, about_id=str(record.pk))
    return about.order_by("pk").prefetch_related("lines")


def unbalanced():
    """Return the entries whose debits differ from their credits, or that have no line: there are none."""
    summed = Entry.objects.annotate(
        debit=Coalesce(Sum("lines__debit"), NOTHING), credit=Coalesce(Sum("lines__credit"), NOTHING)
    )
    return [entry for entry in summed.order_by("pk").iterator() if entry.debit != entry.credit or not entry.debit]
