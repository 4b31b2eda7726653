"""Suppliers of two files that become one: a supplier whom both had is kept once."""

from crm.clients.mergers import Merger
from crm.clients.models import Client
from crm.suppliers.enums import LinkState
from crm.suppliers.models import SupplierLink
from portal.audit.history import record


def merge(kept: Client, other: Client, by) -> None:
    """Move the other file's ties; one that the kept file has already ends."""
    mine = SupplierLink.objects.select_for_update(of=("self",)).filter(buyer=kept).exclude(state=LinkState.REMOVED)
    emails, known = {link.email for link in mine}, {link.supplier_id for link in mine if link.supplier_id}
    for link in SupplierLink.objects.select_for_update(of=("self",)).filter(buyer=other).order_by("pk"):
        is_double = link.email in emails or link.supplier_id in known
        if is_double and link.state != LinkState.REMOVED:
            link.state = LinkState.REMOVED
            record(link, "suppliers.removed", by=by)
        link.buyer = kept
        link.touch()
        link.save()


MERGER = Merger("suppliers", merge, relations=("supplier_links",))
