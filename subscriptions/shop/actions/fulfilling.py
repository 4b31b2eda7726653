"""From the paid order to the parcel at its door, or back."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.history import CLIENT, record
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.earnings import actions as earnings
from subscriptions.invoices import actions as invoices
from subscriptions.invoices.enums import Document
from subscriptions.payments import actions as payments
from subscriptions.shop import messages
from subscriptions.shop.actions.ordering import restock
from subscriptions.shop.enums import SENT, TO_SHIP, Status
from subscriptions.shop.models import Order


@transaction.atomic
def prepare(*, order: Order, by) -> Order:
    return transitions.apply(order, "prepare", by=by)


@transaction.atomic
def ship(*, order: Order, carrier: str, tracking_number: str, by) -> Order:
    """The parcel left: the buyer is told how to follow it."""
    values = {"carrier": carrier, "tracking_number": tracking_number}
    row = transitions.apply(order, "ship", by=by, data=values, **values)
    messages.tell_shipped(row)
    return row


@transaction.atomic
def deliver(*, order: Order, by) -> Order:
    return transitions.apply(order, "deliver", by=by)


@transaction.atomic
def cancel(*, order: Order, reason: str, by) -> Order:
    """Cancel a paid order before it leaves: credit note, refund, articles back in the stock."""
    if by.pk != order.owner_id and not by.has_right(Permission.SHOP_MANAGE):
        raise NotYours(order)
    row = transitions.apply(order, "cancel", by=by, reason=reason)
    return _undo_sale(row, reason)


@transaction.atomic
def take_back(*, order: Order, reason: str, by) -> Order:
    """Record that a parcel came back: the same."""
    return _undo_sale(transitions.apply(order, "take_back", by=by, reason=reason), reason)


def _undo_sale(order: Order, reason: str) -> Order:
    restock(order)
    invoice = order.payment.invoices.filter(document=Document.INVOICE).first()
    if invoice and (left := invoices.left_to_credit(invoice)):
        note = invoices.credit(invoice, share=None if left == invoice.gross else left / invoice.gross, reason=reason)
        payments.refund(order.payment, note.gross, reason, key=f"credit-note:{note.number}")
    earnings.take_back(source=order, reason=reason)
    messages.tell_refunded(order)
    return order


def withdrawal_deadline(order: Order):
    """Return the moment until which a consumer may withdraw; None while the parcel is not there, or never."""
    return order.delivered_at + timedelta(days=settings.WITHDRAWAL_DAYS + 1) if order.delivered_at else None


def may_withdraw(order: Order) -> bool:
    """Return whether a consumer may still withdraw (article L221-18 of the code de la consommation)."""
    if not order.is_consumers or order.withdrawn_at or order.status not in (*TO_SHIP, *SENT):
        return False
    deadline = withdrawal_deadline(order)
    return deadline is None or dates.now() < deadline


@transaction.atomic
def withdraw(*, order: Order, by) -> Order:
    """Take the withdrawal of the buyer: at once before the parcel leaves, once it is back afterwards."""
    row = transitions.lock(order)
    if row.owner_id != by.pk:
        raise NotYours(row)
    if row.withdrawn_at:
        return row
    if not may_withdraw(row):
        raise Refused(row, _("Le délai pour renoncer à cette commande est passé."))
    row.withdrawn_at = dates.now()
    row.touch()
    row.save()
    record(row, "shop.withdrawn", by=by, as_=CLIENT)
    messages.acknowledge_withdrawal(row)
    if row.status in TO_SHIP:
        return cancel(order=row, reason=str(_("Rétractation du client")), by=by)
    return row


def deliver_overdue() -> int:
    """Take parcels sent three weeks ago as delivered: nobody said otherwise."""
    before = dates.now() - timedelta(days=settings.SHOP_DELIVERED_AFTER_DAYS)
    late = Order.objects.filter(status=Status.SHIPPED, shipped_at__lt=before).order_by("pk")[:50]
    for order in late:
        transitions.apply(order, "deliver")
    return len(late)
