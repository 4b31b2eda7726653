"""`Références partenaires` at the bottom of a client's data."""

from django.template.loader import render_to_string

from contracts.aggregation import queries
from contracts.aggregation.forms import ReferenceForm
from portal.access.permissions import Permission


def references(request, client) -> str:
    """Render the client's references at partners, with the form that adds one."""
    may_change = request.user.has_right(Permission.CLIENTS_EDIT)
    rows = list(queries.references_of(client))
    if not rows and not may_change:
        return ""
    form = ReferenceForm(initial={"partner": request.GET.get("partenaire", "")[:12]}) if may_change else None
    context = {"client": client, "references": rows, "form": form, "may_change": may_change}
    return render_to_string("contracts/aggregation/_references.html", context, request=request)
