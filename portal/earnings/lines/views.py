"""`/remuneration/`: the totals of a month, objectives, and every line."""

from datetime import date

from django.views.decorators.http import require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.values import dates
from portal.core.values.month import parse_month
from portal.earnings.lines import queries
from portal.earnings.lines.listing import EARNINGS
from portal.earnings.objectives.queries import progress_of
from portal.exchange.lists import show

MOST_OBJECTIVES = 12


@requires(Permission.EARNINGS)
@require_safe
def index(request):
    """The list, under the figures of the month that it is narrowed to, else of the current one."""
    if request.htmx and not request.htmx.history_restore_request:
        return show(request, EARNINGS)
    month = _month(request)
    return show(
        request,
        EARNINGS,
        month=month,
        month_name=dates.month_name(month),
        totals=queries.totals_of(request.user, month),
        objectives=progress_of(request.user, month)[:MOST_OBJECTIVES],
    )


def _month(request) -> date:
    try:
        return parse_month(request.GET.get("mois", ""))
    except ValueError:
        return dates.today().replace(day=1)
