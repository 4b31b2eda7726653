"""What buyers are told of their orders, by mail."""

from django.conf import settings

from portal.core.values import dates
from portal.messaging.outbox import queue
from portal.messaging.states import Channel
from subscriptions.shop.models import Order


def confirm(order: Order) -> None:
    """The payment came and the order is taken."""
    _write(order, "confirmed")


def tell_shipped(order: Order) -> None:
    _write(order, "shipped")


def tell_refunded(order: Order) -> None:
    _write(order, "refunded")


def acknowledge_withdrawal(order: Order) -> None:
    """The receipt of a withdrawal, with its day and hour, which the law asks for."""
    _write(order, "withdrawn")


def _write(order: Order, name: str) -> None:
    url = f"{settings.PUBLIC_BASE_URL}{order.get_absolute_url()}"
    when = dates.at_time(order.withdrawn_at) if order.withdrawn_at else ""
    queue(
        channel=Channel.EMAIL,
        to=order.owner.email,
        template=f"subscriptions/shop/messages/{name}",
        context={"order": order, "url": url, "when": when},
        dedupe=f"shop.{name}:{order.pk}",
        about=order,
        language=order.owner.language,
    )
