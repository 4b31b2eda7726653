"""The first page of a client's file: who they are, and what apps add to it."""

from django.shortcuts import get_object_or_404, render

from crm.clients import queries
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.history import history_of
from portal.core.plugs.panels import panels_for


@requires(Permission.CLIENTS_VIEW)
def data(request, pk):
    """`Données clients`, to read; 404 for a client outside the reader's scope."""
    client = get_object_or_404(queries.clients_of(request.user), pk=pk)
    context = {"client": client, "for_client": f"?client={client.pk}", "panels": panels_for(request, client)}
    context["timeline"] = history_of(client)
    return render(request, "crm/clients/data.html", context)
