"""The team's queue."""

from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.ui.listing.whole import WholeList
from presales.meetings.tabs import tabs
from presales.requests import queries
from presales.requests.models import PresalesRequest
from presales.requests.presentation import clock_of

CASES = 12  # rows per page, each with its step
TEAM_QUEUE = WholeList(PresalesRequest, queries.waiting_for_team, key="due_at")
PARTNER_QUEUE = WholeList(PresalesRequest, queries.waiting_for_partner, key="status_changed_at")


@requires(Permission.PRESALES_HANDLE)
@require_safe
def queue(request):
    """What the team has to do, the most urgent first; or what it waits for."""
    waiting = request.GET.get("voir") == "attente"
    cases = PARTNER_QUEUE if waiting else TEAM_QUEUE
    listed = cases.page(request.user, cursor=request.GET.get("suite", "")[:200], size=CASES)
    context = {
        "page": listed,
        "rows": [(each, clock_of(each, request.user)) for each in listed.rows],
        "count": cases.count(request.user).sentence(lambda number: ngettext("demande", "demandes", number)),
        "waiting": waiting,
        "tab_items": tabs(request, waiting),
    }
    return render(request, "presales/requests/queue.html", context)
