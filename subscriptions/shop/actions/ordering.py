"""Placing an order: the stock is reserved, the payment asked. Nothing is sold before the money came."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.earnings import actions as earnings
from portal.records import actions as records
from subscriptions.invoices import actions as invoices
from subscriptions.invoices.parties import Party
from subscriptions.payments import actions as payments
from subscriptions.payments.models import Payment
from subscriptions.shop import messages, queries
from subscriptions.shop.addresses import SAME, Address
from subscriptions.shop.enums import Status
from subscriptions.shop.models import Cart, CartLine, Item, Order, OrderLine

PURPOSE = "shop.order"
KIND = "order"


class PriceChanged(Refused):
    """The cart does not cost what the page said."""


@transaction.atomic
def place(*, billing: Party, delivery: Party, client: Client | None, seen: Decimal, key: UUID, by) -> Order:
    """Reserve what is in the cart of `by`, and ask for its payment; the same form sent twice makes one order.

    `seen` is the total of the articles that the page showed. An earlier order that was not paid gives its articles
    back first. Raises `Refused` with what is missing, `PriceChanged` when the total is another one.
    """
    cart = Cart.objects.select_for_update().filter(owner=by).first()
    known = Order.objects.filter(creation_key=key, owner=by).first()
    if known:
        return known
    for earlier in Order.objects.filter(owner=by, status=Status.TO_PAY).order_by("pk"):
        release(order=earlier)
    lines = _reserved(cart)
    total = queries.totals_of(line.as_line for line in lines).gross
    if total != seen:
        raise PriceChanged(cart, _("Le prix du panier a changé. Vérifiez le nouveau total avant de continuer."))
    weight = sum(line.quantity * line.item.weight for line in lines)
    shipping = queries.shipping_line(weight, delivery)
    if shipping is None:
        raise Refused(cart, _("Nous ne livrons pas encore à cette adresse, ou pas un colis de ce poids."))
    totals = queries.totals_of([*(line.as_line for line in lines), shipping])
    order = Order(
        owner=by,
        client=client,
        creation_key=key,
        billing=billing.kept(),
        delivery=delivery.kept(),
        delivery_name=delivery.name[:120],
        net=totals.net,
        gross=totals.gross,
        weight=weight,
        reserved_until=dates.now() + timedelta(minutes=settings.SHOP_RESERVATION_MINUTES),
    )
    order, _made = records.create(order, by=by)
    _write_lines(order, lines, shipping)
    record(order, "shop.placed", by=by, is_first=True)
    _remember(by, billing, delivery if client is None else None)
    order.payment = payments.ask(
        key=f"{PURPOSE}:{order.pk}", purpose=PURPOSE, subject_id=order.pk, payer=by, amount=order.gross, by=by
    )
    order.save(update_fields=["payment"])
    return order


def _reserved(cart: Cart | None) -> list[CartLine]:
    """Take the lines of the cart off the stock, under the lock of their articles, always in one order."""
    lines = list(CartLine.objects.filter(cart=cart).order_by("item_id")) if cart else []
    if not lines:
        raise Refused(cart, _("Votre panier est vide."))
    items = {item.pk: item for item in _locked(line.item_id for line in lines)}
    for line in lines:
        line.item = items[line.item_id]
        if problem := queries.problem_of(line):
            raise Refused(line.item, problem)
        line.item.stock -= line.quantity
        line.item.save(update_fields=["stock"])
    return lines


def _locked(keys) -> list[Item]:
    return list(Item.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk"))


def _write_lines(order: Order, lines: list[CartLine], shipping) -> None:
    rows = [
        OrderLine(
            order=order,
            item=line.item,
            label=line.item.name,
            quantity=line.quantity,
            unit_net=line.item.price,
            vat_rate=Decimal(line.item.vat_rate),
        )
        for line in lines
    ]
    rows.append(
        OrderLine(order=order, label=shipping.label, quantity=1, unit_net=shipping.unit_net, vat_rate=shipping.vat_rate)
    )
    OrderLine.objects.bulk_create(rows)


def _remember(by, *parties: Party | None) -> None:
    """Keep what was typed in the buyer's address book."""
    for party in filter(None, parties):
        columns = {name: getattr(party, name) for name in SAME}
        if columns["address"]:
            Address.objects.update_or_create(
                owner=by, removed_at=None, **columns, defaults={"siren": party.siren, "used_at": dates.now()}
            )


@transaction.atomic
def release(*, order: Order, by=None) -> Order:
    """Give up an order that was not paid: its articles go back to the stock, its payment is closed."""
    row = transitions.apply(order, "abandon", by=by)
    restock(row)
    if row.payment_id:
        payments.close(payment=row.payment, by=by)
    return row


def restock(order: Order) -> None:
    """Give the articles of an order back to the stock."""
    lines = list(order.lines.exclude(item=None).order_by("item_id"))
    items = {item.pk: item for item in _locked(line.item_id for line in lines)}
    for line in lines:
        items[line.item_id].stock += line.quantity
        items[line.item_id].save(update_fields=["stock"])


def release_expired() -> int:
    """Give up the orders whose time to pay is over; returns how many."""
    late = Order.objects.filter(status=Status.TO_PAY, reserved_until__lt=dates.now()).order_by("reserved_until")[:50]
    done = 0
    for order in late:
        try:
            release(order=order)
        except Refused:  # paid at this moment
            continue
        done += 1
    return done


# --- what the payment tells ----------------------------------------------------------------------


def order_of(payment: Payment) -> Order:
    """Return the order that a payment is for."""
    return Order.objects.get(pk=payment.subject_id)


def paid(payment: Payment) -> None:
    """The money came: the order is sold, invoiced, and earns its agent. For one given up meanwhile it goes back."""
    order = transitions.lock(order_of(payment))
    if order.status != Status.TO_PAY:
        payments.refund(payment, payment.amount, _("La commande avait été annulée avant le paiement."))
        return
    order = transitions.apply(order, "pay")
    billing, delivery = Party(**order.billing), Party(**order.delivery)
    invoices.issue(
        account=order.owner,
        client=order.client,
        lines=[line.as_line for line in order.lines.all()],
        payment=payment,
        kind="B1",
        billing=billing,
        delivery=delivery if delivery != billing else None,
    )
    CartLine.objects.filter(cart__owner=order.owner_id).delete()
    net = sum((line.net for line in order.lines.exclude(item=None)), Decimal(0))
    earnings.earn(source=order, kind=KIND, agent=order.owner, base=net, label=order.number)
    messages.confirm(order)


def disputed(payment: Payment) -> None:
    """The bank holds the money: what the order earned waits with it."""
    order = order_of(payment)
    if payment.status == "disputed" or payment.status == "refunded":
        earnings.take_back(source=order, reason=str(_("Paiement contesté")))
    else:
        earnings.give_back(source=order, reason=str(_("Contestation gagnée")))
