"""The clients of a reader, and the first page of a client's file: who they are, and what apps add to it."""

from django.shortcuts import get_object_or_404, render

from crm.clients import queries
from crm.clients.listing import CLIENTS
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.core.plugs.panels import panels_for
from portal.exchange.lists import show, suggest


@requires(Permission.CLIENTS_VIEW)
def index(request):
    """`Clients`: cards or rows, searched, filtered and sorted by the address (P7)."""
    return show(request, CLIENTS, template="crm/clients/list.html")


@requires(Permission.CLIENTS_VIEW)
def suggestions(request):
    """Names for the filters of the list, as one types them."""
    return suggest(request, CLIENTS)


@requires(Permission.CLIENTS_VIEW)
def data(request, pk):
    """`Données clients`, to read; 404 for a client outside the reader's scope."""
    client = get_object_or_404(queries.clients_of(request.user), pk=pk)
    context = {"client": client, "for_client": f"?client={client.pk}", "panels": panels_for(request, client)}
    context["timeline"] = history_of(client)
    return render(request, "crm/clients/data.html", context)
