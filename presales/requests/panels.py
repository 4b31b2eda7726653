"""Requests on an opportunity's page."""

from django.template.loader import render_to_string
from django.urls import reverse

from portal.access.permissions import Permission
from portal.core.plugs.panels import Panel
from presales.requests import queries

SHOWN = 20


def requests_of_opportunity(request, opportunity) -> str:
    """Return the newest requests for an opportunity that the reader may see; one query."""
    found = queries.requests_of(request.user).filter(opportunity=opportunity).order_by("-created_at", "-pk")[:SHOWN]
    may_add = opportunity.may_be_changed_by(request.user)
    new_url = f"{reverse('presales:request_new')}?opportunite={opportunity.pk}" if may_add else ""
    context = {"requests": found, "new_url": new_url}
    return render_to_string("presales/requests/opportunity_panel.html", context, request=request)


PANEL = Panel("presales.requests", "presales.opportunity", requests_of_opportunity, Permission.OPPORTUNITIES, 10)
