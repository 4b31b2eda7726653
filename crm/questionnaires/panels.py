"""The profile in force on the first page of a client."""

from django.template.loader import render_to_string

from crm.questionnaires.enums import Slug
from crm.questionnaires.models import Response
from portal.access.permissions import Permission
from portal.core.plugs.panels import Panel
from portal.core.values import dates


def in_force(request, client) -> str:
    """Draw level of knowledge and risk profile in force, each with the way to it; one query."""
    if client.is_household:
        return ""
    valid = Response.objects.finished().filter(client=client, valid_until__gte=dates.today())
    found: dict[str, Response] = {}
    for response in valid.order_by("-finished_at", "-pk"):
        found.setdefault(response.slug, response)
    rows = [(slug.value, slug.label, found.get(slug)) for slug in Slug]
    return render_to_string("crm/questionnaires/panel.html", {"client": client, "rows": rows}, request)


PANEL = Panel("questionnaires.in_force", "crm.client", in_force, Permission.QUESTIONNAIRES, 40)
