"""For which client an opportunity is: found by searching among those the reader may see, never from a long list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.models import Client
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.core.plugs.search import LONGEST_SEARCH
from presales.opportunities import actions
from presales.opportunities.models import Opportunity
from presales.opportunities.scope import opportunity_for

SHOWN = 10


def may_link(user, opportunity: Opportunity) -> bool:
    """Those who may change the opportunity and have clients."""
    return opportunity.may_be_changed_by(user) and user.has_right(Permission.CLIENTS_VIEW)


@requires(Permission.OPPORTUNITIES)
@require_http_methods(["GET", "POST"])
def client(request, pk):
    """Search, choose one of those found, `Rattacher`; or `Détacher`."""
    opportunity = opportunity_for(request.user, pk)
    if not may_link(request.user, opportunity):
        raise PermissionDenied
    if request.method == "POST":
        return _link(request, opportunity)
    words = request.GET.get("q", opportunity.company_name)[:LONGEST_SEARCH].replace("\x00", "").strip()
    return _page(request, opportunity, words)


def _link(request, opportunity: Opportunity):
    if "detacher" in request.POST:
        actions.link_client(opportunity=opportunity, client=None, by=request.user)
        messages.success(request, _("L’opportunité n’est plus rattachée à un client."))
        return redirect(opportunity)
    key = request.POST.get("client", "")
    if not (key.isascii() and key.isdigit() and len(key) < 16):
        return _page(request, opportunity, request.POST.get("q", "")[:LONGEST_SEARCH], nothing_chosen=True)
    chosen = get_object_or_404(Client.objects.visible_to(request.user), pk=int(key))
    actions.link_client(opportunity=opportunity, client=chosen, by=request.user)
    messages.success(request, _("L’opportunité est rattachée à %(name)s.") % {"name": chosen.display_name})
    return redirect(opportunity)


def _page(request, opportunity: Opportunity, words: str, *, nothing_chosen: bool = False):
    found = Client.objects.visible_to(request.user).matching(words).order_by("sort_name", "pk") if words else []
    rows = list(found[: SHOWN + 1])
    context = {
        "opportunity": opportunity,
        "q": words,
        "clients": rows[:SHOWN],
        "has_more": len(rows) > SHOWN,
        "nothing_chosen": nothing_chosen,
    }
    status = 422 if nothing_chosen else 200
    return render(request, "presales/opportunities/client.html", context, status=status)
