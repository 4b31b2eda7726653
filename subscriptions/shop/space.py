"""What a client reads of their orders in their own space."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs.space import SpaceBlock
from subscriptions.shop.models import Order

SHOWN = 10


def orders_of(user) -> dict | None:
    """Return the newest orders of a client; None before the first one."""
    found = list(Order.objects.visible_to(user).order_by("-created_at", "-pk")[:SHOWN])
    return {"orders": found} if found else None


SPACE = SpaceBlock("commandes", _("Mes commandes"), "subscriptions/shop/space.html", orders_of, Permission.ORDERS, 50)
