"""What is used and free, on the page of an envelope."""

from django.template.loader import render_to_string

from crm.financing.queries import falling_due, room_of
from portal.access.permissions import Permission
from portal.core.plugs.panels import Panel


def room(request, envelope) -> str:
    if envelope.status not in ("granted", "suspended"):
        return ""
    context = {"room": room_of(envelope), "due": list(falling_due(envelope.buyer)[:8])}
    return render_to_string("crm/financing/_room.html", context, request=request)


PANEL = Panel("financing.room", "crm.envelope", room, Permission.FACTORING_FOLLOW, 10)
