"""Articles, carts and orders of tests, each reached by the steps that lead there."""

import uuid
from decimal import Decimal

import factory

from subscriptions.invoices.parties import Party
from subscriptions.payments import actions as payments
from subscriptions.payments.gateways.base import Kind, Outcome
from subscriptions.shop import queries
from subscriptions.shop.actions import carts, fulfilling, ordering
from subscriptions.shop.addresses import Address
from subscriptions.shop.enums import Zone
from subscriptions.shop.models import Item, Order
from subscriptions.shop.rates import ShippingRate
from tests.factories.accounts import UserFactory
from tests.factories.base import RecordFactory

LYON = Party("Hélène Lefèvre", "8 rue de l’Église", "69002", "Lyon")
AJACCIO = Party("Menuiserie Générale", "2 cours Napoléon", "20000", "Ajaccio", siren="552032534")
RATES = ((Zone.MAINLAND, "4.90"), (Zone.CORSICA, "9.90"), (Zone.OVERSEAS, "19.90"))


class ItemFactory(RecordFactory):
    class Meta:
        model = Item

    owner = factory.SubFactory(UserFactory, back_office=True)
    reference = factory.Sequence(lambda n: f"ART-{n:04d}")
    name = factory.Sequence(lambda n: f"Guide de l’origine {n}")
    price = Decimal("12.50")
    vat_rate = "5.50"
    stock = 10
    weight = 400


class ShippingRateFactory(RecordFactory):
    class Meta:
        model = ShippingRate

    owner = factory.SubFactory(UserFactory, back_office=True)
    zone = Zone.MAINLAND
    up_to = 10_000
    price = Decimal("4.90")


class AddressFactory(RecordFactory):
    class Meta:
        model = Address

    owner = factory.SubFactory(UserFactory)
    name = LYON.name
    address = LYON.address
    postal_code = LYON.postal_code
    city = LYON.city


def rates() -> None:
    """What carriage costs, up to ten kilograms."""
    for zone, price in RATES:
        if not ShippingRate.objects.in_force().filter(zone=zone, up_to=10_000).exists():
            ShippingRateFactory(zone=zone, price=Decimal(price))


def placed(
    owner=None, *, item=None, quantity: int = 2, billing=LYON, delivery=LYON, client=None, key=None, rated: bool = True
) -> Order:
    """An order that waits for its payment; `rated=False` leaves the shipping rates as they are."""
    if rated:
        rates()
    owner = owner or UserFactory()
    carts.add(item=item or ItemFactory(), quantity=quantity, by=owner)
    seen = queries.basket_of(owner).totals.gross
    key = key or uuid.uuid4()
    return ordering.place(billing=billing, delivery=delivery, client=client, seen=seen, key=key, by=owner)


def settle(order: Order, kind: Kind = Kind.PAID) -> Order:
    """The processor tells what became of the payment."""
    payment = order.payment
    outcome = Outcome(kind, "demo", "card_declined", "Refusée", amount=payment.amount)
    payments.settle(payment=payment, outcome=outcome)
    return Order.objects.get(pk=order.pk)


def paid(owner=None, **more) -> Order:
    return settle(placed(owner, **more))


def shipped(owner=None, **more) -> Order:
    office, order = UserFactory(back_office=True), paid(owner, **more)
    order = fulfilling.prepare(order=order, by=office)
    return fulfilling.ship(order=order, carrier="Colissimo", tracking_number="8R0012", by=office)
