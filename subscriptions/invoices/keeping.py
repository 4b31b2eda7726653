"""Invoices keep the file of a client for ten years (article L123-22 of the code de commerce)."""

from datetime import timedelta

from django.utils.translation import ngettext

from crm.clients.keeping import Keeper, Kept
from subscriptions.invoices.models import Invoice

KEPT = timedelta(days=3653)


def invoices_kept(client) -> Kept | None:
    """Return how many invoices of a client are kept, and until when."""
    days = list(Invoice.objects.filter(client=client).order_by("issued_on").values_list("issued_on", flat=True))
    if not days:
        return None
    count = len(days)
    return Kept(ngettext("%(count)d facture", "%(count)d factures", count) % {"count": count}, days[-1] + KEPT)


KEEPER = Keeper("invoices", invoices_kept)
