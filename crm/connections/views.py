"""The tab `Connexions` of a client and of a prospect (F9)."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from crm.clients.models import Client
from crm.connections.queries import network_of
from crm.prospects.presentation import file_context
from crm.prospects.views.scope import file_for
from portal.access.decorators import requires
from portal.access.permissions import Permission


@requires(Permission.FACTORING_FOLLOW)
@require_safe
def of_client(request, pk):
    client = get_object_or_404(Client.objects.visible_to(request.user).select_related("owner", "agency"), pk=pk)
    context = {"client": client, "network": network_of(request.user, client)}
    return render(request, "crm/connections/client.html", context)


@requires(Permission.FACTORING_FOLLOW)
@require_safe
def of_prospect(request, pk):
    client = file_for(request.user, pk)
    context = file_context(request, client, "crm:prospect_connexions")
    return render(request, "crm/connections/prospect.html", context | {"network": network_of(request.user, client)})
