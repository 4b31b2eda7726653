"""The last prospects on the home page, with their progress (F1)."""

from django.template.loader import render_to_string

from crm.prospects import queries
from portal.access.permissions import Permission
from portal.core.plugs.home import HomeBlock

SHOWN = 5


def last_prospects(request) -> str:
    """The files that changed last; one query."""
    rows = list(queries.prospects_of(request.user).order_by("-changed_at", "-pk")[:SHOWN])
    return render_to_string("crm/prospects/home.html", {"prospects": rows}, request=request)


BLOCK = HomeBlock("crm.prospects", last_prospects, Permission.CLIENTS_EDIT, 8)
