"""The clients of a reader."""

from django.views.decorators.http import require_http_methods

from crm.clients.listing import CLIENTS
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.exchange.lists import show, suggest
from portal.exchange.views import export_list


def may_add(user) -> bool:
    """Those who sell for an agency; the back-office reads and corrects."""
    return user.has_right(Permission.CLIENTS_EDIT) and bool(user.organisation_id)


@requires(Permission.CLIENTS_VIEW)
def index(request):
    """`Clients`: cards or rows, searched, filtered and sorted by the address (P7)."""
    return show(request, CLIENTS, template="crm/clients/list.html", may_add=may_add(request.user))


@requires(Permission.CLIENTS_VIEW)
def suggestions(request):
    """Names for the filters of the list, as one types them."""
    return suggest(request, CLIENTS)


@requires(Permission.CLIENTS_VIEW)
@require_http_methods(["GET", "POST"])
def export(request):
    """CSV or XLSX of exactly what is listed."""
    return export_list(request, CLIENTS)
