"""Contracts on a client's file."""

from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse

from contracts.sales.models import Contract
from portal.access.permissions import Permission
from portal.core.plugs.panels import Panel

SHOWN = 10


def contracts_seen(user, client) -> list[Contract]:
    """Return a client's newest contracts that `user` may see, one more than a panel shows; cached per `client`."""
    if not hasattr(client, "_contracts_seen"):
        found = Contract.objects.visible_to(user).filter(client=client).select_related("product")
        client._contracts_seen = list(found.order_by("-created_at", "-pk")[: SHOWN + 1])
    return client._contracts_seen


def contracts_of_client(request, client) -> str:
    """Return a client's newest contracts that the reader may see; one query."""
    rows = contracts_seen(request.user, client)
    query = urlencode({"q": client.display_name})
    return render_to_string(
        "contracts/client_panel.html",
        {
            "contracts": rows[:SHOWN],
            "has_more": len(rows) > SHOWN,
            "all_url": f"{reverse('contracts:list')}?{query}",
        },
        request=request,
    )


PANEL = Panel("contracts.client", "crm.client", contracts_of_client, Permission.CONTRACTS_VIEW, 10)
