"""How far an onboarding is, on the client's page."""

from django.template.loader import render_to_string

from crm.onboarding import queries
from crm.onboarding.actions import links
from crm.onboarding.enums import Status
from portal.access.permissions import Permission
from portal.core.plugs.panels import Panel


def of_client(request, client) -> str:
    onboarding = getattr(client, "onboarding", None)
    if onboarding is not None:
        onboarding.client = client
    pieces = queries.pieces_of(onboarding) if onboarding else []
    parts = queries.parts_of(onboarding, pieces) if onboarding else []
    with_client = onboarding is not None and onboarding.is_with_client
    context = {
        "client": client,
        "onboarding": onboarding,
        "pieces": pieces,
        "parts_done": sum(part.is_done for part in parts),
        "parts_total": len(parts),
        "link": links.living(client) if with_client else None,
        "may_renew": onboarding is not None and onboarding.is_renewable,
        "may_review": request.user.has_right(Permission.ONBOARDING_REVIEW),
        "is_accepted": onboarding is not None and onboarding.status == Status.ACCEPTED,
    }
    return render_to_string("crm/onboarding/panel.html", context, request=request)


PANEL = Panel("crm.onboarding", "crm.client", of_client, Permission.CLIENTS_VIEW, 30)
