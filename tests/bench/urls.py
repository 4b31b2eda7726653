"""The floor: the least a logged-in page may cost here. Session, account, one indexed query; or one row written."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_POST

from contracts.models import Contract
from crm.models import Client
from portal.access.decorators import requires
from portal.access.roles import Role
from presales.models import PresalesRequest

ROWS = 25
HEAD = """<!doctype html><html lang="fr"><head><title>Plancher</title></head><body>
<form method="post" action="/plancher/nouveau/">{% csrf_token %}<button>Nouveau</button></form>
<table>{% for row in rows %}<tr>"""
CELLS = """<td>{{ row.status }}</td><td>{{ row.created_at|date:"d/m/Y" }}</td></tr>{% endfor %}
</table></body></html>"""


def _page(cells: str):
    """Compiled once, as every template is in production."""
    return engines["django"].from_string(HEAD + cells + CELLS)


CONTRACTS = _page("""<td>{{ row.number }}</td><td>{{ row.last_name }} {{ row.first_name }}</td>
<td>{{ row.net_price }}</td>""")
REQUESTS = _page("""<td>{{ row.number }}</td><td>{{ row.place }} {{ row.wished_on|date:"d/m/Y" }}</td>
<td>{{ row.round }}</td>""")
PRESALES = (Role.PRESALES, Role.PARTNER)


@requires()
def floor(request):
    """Twenty-five rows the reader may see, by the index of their list."""
    model, page = (PresalesRequest, REQUESTS) if request.user.role in PRESALES else (Contract, CONTRACTS)
    rows = list(model.objects.visible_to(request.user).order_by("-created_at", "-pk")[:ROWS])
    return HttpResponse(page.render({"rows": rows}, request))


@requires()
@require_POST
def floor_create(request):
    Client.objects.create(
        owner=request.user, agency_id=request.user.organisation_id, last_name=request.POST["last_name"][:80]
    )
    return redirect("floor")


urlpatterns = [
    path("plancher/", floor, name="floor"),
    path("plancher/nouveau/", floor_create),
    path("", include("portal.urls")),
]
handler500 = "portal.ui.errors.server_error"
