"""The list of requests as a file, and steps taken for several requests at once."""

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_http_methods, require_POST

from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.exchange.lists import act
from portal.exchange.views import export_list
from presales.requests.listing import REQUESTS


@requires(Permission.PRESALES_EXPORT)
@require_http_methods(["GET", "POST"])
def export(request):
    """CSV or XLSX of exactly what is listed, for those who may read the list."""
    if not request.user.has_right(REQUESTS.right):
        raise PermissionDenied
    return export_list(request, REQUESTS)


@requires(Permission.PRESALES_HANDLE)
@require_POST
def actions(request):
    """A step for every request ticked: asked first, then taken one by one, each through the door."""
    return act(request, REQUESTS)
