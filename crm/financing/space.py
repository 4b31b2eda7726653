"""The buyer's envelope in the client's own space."""

from django.utils.translation import gettext_lazy as _

from crm.envelopes.queries import buyer_of, last_of
from crm.financing.queries import room_of
from portal.access.permissions import Permission
from portal.core.plugs.space import SpaceBlock


def envelope(user) -> dict | None:
    """Only companies buy: others are shown nothing."""
    buyer = buyer_of(user)
    if buyer is None or not buyer.is_company:
        return None
    found = last_of(buyer)
    room = room_of(found) if found and found.status in ("granted", "suspended") else None
    return {"envelope": found, "room": room}


SPACE = SpaceBlock(
    "affacturage", _("Payer mes fournisseurs"), "crm/financing/space.html", envelope, Permission.FACTORING_BUY, 70
)
