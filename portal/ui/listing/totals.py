"""Sums of the columns of a list, over every row that its filters leave and not only those of a page."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Sum

from portal.core.values.money import format_amount
from portal.ui.listing.address import Address
from portal.ui.listing.declaration import Listing
from portal.ui.listing.sources import selected

SEPARATOR = " + "


def totals_of(listing: Listing, user, address: Address) -> dict[str, str]:
    """Return the sums of each column by its key, as written: one query besides what the filters look up."""
    totals = [(column.key, total) for column in listing.columns for total in column.totals]
    sums = {f"sum_{place}": Sum(total.value, filter=total.only) for place, (_key, total) in enumerate(totals)}
    chosen = selected(listing, user, address).qs.order_by().values("pk")
    rows = listing.model._base_manager.filter(pk__in=chosen)
    currency = listing.currency
    groups = rows.values(currency).annotate(**sums).order_by(currency) if currency else [rows.aggregate(**sums)]
    found = defaultdict(list)
    for group in groups:
        for place, (key, total) in enumerate(totals):
            if (amount := group[f"sum_{place}"]) is not None:
                found[key].append(_written(amount, total, group.get(currency, "EUR")))
    return {key: SEPARATOR.join(parts) for key, parts in found.items()}


def _written(amount: Decimal, total, currency: str) -> str:
    return f"{format_amount(amount, currency)} {total.unit}".rstrip()
