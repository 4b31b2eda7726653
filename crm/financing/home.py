"""The last invoices submitted, validated and financed, each reader's own (F1)."""

from django.template.loader import render_to_string

from crm.financing.enums import Status
from crm.financing.queries import invoices_of
from portal.access.permissions import Permission
from portal.core.plugs.home import HomeBlock

SHOWN = 3
COLUMNS = (Status.SUBMITTED, Status.VALIDATED, Status.FINANCED)


def last_invoices(request) -> str:
    """Nothing where there is none; one query for each status."""
    rows = invoices_of(request.user).order_by("-created_at", "-pk")
    groups = [(status.label, list(rows.filter(status=status)[:SHOWN])) for status in COLUMNS]
    if not any(found for _label, found in groups):
        return ""
    return render_to_string("crm/financing/home.html", {"groups": groups}, request=request)


BLOCK = HomeBlock("crm.financing", last_invoices, Permission.FACTORING_VIEW, 9)
