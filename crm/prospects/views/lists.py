"""The list of prospects."""

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_http_methods

from crm.prospects.listing import PROSPECTS
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.exchange.lists import show, suggest
from portal.exchange.views import export_list


@requires(Permission.CLIENTS_VIEW)
def index(request):
    return show(
        request, PROSPECTS, template="crm/prospects/list.html", may_add=request.user.has_right(Permission.CLIENTS_EDIT)
    )


@requires(Permission.CLIENTS_VIEW)
def suggestions(request):
    """Names for the filters of the list, as one types them."""
    return suggest(request, PROSPECTS)


@requires(Permission.PROSPECTS_EXPORT)
@require_http_methods(["GET", "POST"])
def export(request):
    """CSV or XLSX of exactly what is listed, for those who may read the list."""
    if not request.user.has_right(PROSPECTS.right):
        raise PermissionDenied
    return export_list(request, PROSPECTS)
