"""The last invoices submitted, validated and financed, each reader's own (F1)."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.template.loader import render_to_string

from crm.financing.enums import Status
from crm.financing.queries import invoices_of
from portal.access.permissions import Permission
from portal.core.plugs.home import HomeBlock

SHOWN = 3
COLUMNS = (Status.SUBMITTED, Status.VALIDATED, Status.FINANCED)


def last_invoices(request) -> str:
    """Return the last three of each status; empty where there is none. One query."""
    mine = invoices_of(request.user).order_by("-created_at", "-pk")
    last = [Q(pk__in=mine.filter(status=status).values("pk")[:SHOWN]) for status in COLUMNS]
    found = list(mine.filter(reduce(or_, last)))
    if not found:
        return ""
    groups = [(status.label, [row for row in found if row.status == status]) for status in COLUMNS]
    return render_to_string("crm/financing/home.html", {"groups": groups}, request=request)


BLOCK = HomeBlock("crm.financing", last_invoices, Permission.FACTORING_VIEW, 9)
