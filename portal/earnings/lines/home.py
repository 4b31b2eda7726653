"""The block of the home page: what the reader earns this month."""

from django.template.loader import render_to_string

from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.scopes import Reach
from portal.core.plugs.home import HomeBlock
from portal.core.values import dates
from portal.earnings.lines import queries


def render(request) -> str:
    """An agent's own month, an agency's for its manager; nothing for those who pay."""
    reach = scopes.EARNINGS.reach(request.user)
    if reach not in (Reach.OWN, Reach.GROUP):
        return ""
    month = dates.today().replace(day=1)
    context = {
        "totals": queries.totals_of(request.user, month),
        "is_agency": reach is Reach.GROUP,
        "month_name": dates.month_name(month),
        "month": month,
    }
    return render_to_string("earnings/lines/home.html", context, request=request)


BLOCK = HomeBlock("earnings.month", render, Permission.EARNINGS, 30)
