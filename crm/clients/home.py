"""What the home page shows of clients: the last ones, with how complete their files are."""

from django.template.loader import render_to_string

from crm.clients import queries
from crm.clients.completion import completion
from portal.access.permissions import Permission
from portal.core.plugs.home import HomeBlock

SHOWN = 5


def last_clients(request) -> str:
    """The files that changed last in the reader's scope; nothing for those who sell nothing."""
    if not request.user.organisation_id:
        return ""
    rows = queries.clients_of(request.user).order_by("-changed_at", "-pk")[:SHOWN]
    context = {"clients": [(client, *completion(client)) for client in rows]}
    return render_to_string("crm/clients/home.html", context, request=request)


BLOCKS = (HomeBlock("crm.clients", last_clients, Permission.CLIENTS_EDIT, 7),)
