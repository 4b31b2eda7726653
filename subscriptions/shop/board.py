"""What waits for the back-office: parcels to prepare and to send, returns of consumers."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs import board
from subscriptions.shop.enums import TO_SHIP, Status
from subscriptions.shop.models import Order


def _rows(user):
    return Order.objects.visible_to(user).filter(status__in=TO_SHIP).order_by("paid_at", "pk")


def _items(user, rows) -> list[board.Item]:
    labels = {Status.PAID: _("Préparer"), Status.PREPARED: _("Expédier")}
    return [
        board.Item(
            title=row.number,
            url=row.get_absolute_url(),
            action=str(labels[row.status]),
            since=row.paid_at,
            subtitle=row.delivery_name,
        )
        for row in rows
    ]


SOURCES = (board.Source("shop.to_ship", _("Commandes à expédier"), _rows, _items, (Permission.SHOP_MANAGE,), order=60),)
