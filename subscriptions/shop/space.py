"""What a client reads of their orders and addresses in their own space."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs.space import SpaceBlock
from subscriptions.shop.addresses import Address
from subscriptions.shop.models import Order

SHOWN = 4
ADDRESSES_SHOWN = 3


def orders_of(user) -> dict | None:
    """Return the newest orders of a client; None before the first one."""
    found = list(Order.objects.visible_to(user).order_by("-created_at", "-pk")[:SHOWN])
    return {"orders": found} if found else None


def addresses_of(user) -> dict:
    """Return the addresses used lately; the block leads to the whole book."""
    return {"addresses": list(Address.objects.visible_to(user).order_by("-used_at", "-pk")[:ADDRESSES_SHOWN])}


SPACE = (
    SpaceBlock(
        "commandes",
        _("Mes commandes"),
        "subscriptions/shop/space.html",
        orders_of,
        Permission.ORDERS,
        50,
        all_url_name="subscriptions:orders",
    ),
    SpaceBlock(
        "adresses", _("Mes adresses"), "subscriptions/shop/space_addresses.html", addresses_of, Permission.SHOP, 70
    ),
)
