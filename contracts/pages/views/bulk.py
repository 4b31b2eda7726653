"""The list of contracts as a file, and steps taken for several contracts at once."""

from django.views.decorators.http import require_http_methods, require_POST

from contracts.pages.listing import CONTRACTS
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.exchange.lists import act
from portal.exchange.views import export_list


@requires(Permission.CONTRACTS_EXPORT)
@require_http_methods(["GET", "POST"])
def export(request):
    """CSV or XLSX of exactly what is listed."""
    return export_list(request, CONTRACTS)


@requires(Permission.CONTRACTS_CONFIRM, Permission.CONTRACTS_CREATE)
@require_POST
def actions(request):
    """A step for every contract ticked: asked first, then taken one by one, each through the door."""
    return act(request, CONTRACTS)
