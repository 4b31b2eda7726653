"""The signatories of a client, on `Données clients`."""

from django.template.loader import render_to_string

from crm.signatories.models import Signatory
from crm.signatories.queries import needs_review
from portal.access.permissions import Permission
from portal.core.plugs.panels import Panel

MOST = 50


def signatories_of_client(request, client) -> str:
    rows = list(Signatory.objects.filter(client=client).order_by("pk")[:MOST])
    context = {
        "client": client,
        "signatories": [(row, needs_review(row)) for row in rows],
        "may_review": request.user.has_right(Permission.CONTRACTS_CONFIRM),
    }
    return render_to_string("crm/signatories/panel.html", context, request=request)


PANEL = Panel("crm.signatories", "crm.client", signatories_of_client, Permission.CLIENTS_VIEW, 10, place="data")
