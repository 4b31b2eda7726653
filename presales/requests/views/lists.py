"""`Demandes avant-vente`: the list (D2), and the team's queue."""

from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.exchange.lists import show, suggest
from portal.ui.listing.whole import WholeList
from presales.meetings.tabs import tabs
from presales.requests import queries
from presales.requests.listing import REQUESTS
from presales.requests.models import PresalesRequest
from presales.requests.presentation import clock_of

CASES = 12  # each with its step: what a team looks through before it acts
TEAM_QUEUE = WholeList(PresalesRequest, queries.waiting_for_team, key="due_at")
PARTNER_QUEUE = WholeList(PresalesRequest, queries.waiting_for_partner, key="status_changed_at")


@requires(Permission.OPPORTUNITIES)
def index(request):
    may_add = request.user.has_right(Permission.PRESALES_ASK) and bool(request.user.organisation_id)
    return show(request, REQUESTS, template="presales/requests/list.html", may_add=may_add)


@requires(Permission.OPPORTUNITIES)
def suggestions(request):
    """Names for the filters of the list, as one types them."""
    return suggest(request, REQUESTS)


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
