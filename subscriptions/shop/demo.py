"""The shop of the demonstration: what it sells, what carrying costs, and orders in each state of their life."""

import io
import uuid
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Q
from PIL import Image, ImageDraw

from crm.clients.models import Client
from portal.core.plumbing import filling
from portal.core.values import dates
from portal.demo.delivery import deliver
from portal.documents import files
from subscriptions.invoices.parties import Party, party_of_account, party_of_client
from subscriptions.payments import actions as payments
from subscriptions.payments.gateways.demo import CARDS, DemoGateway
from subscriptions.shop import queries
from subscriptions.shop.actions import articles, carts, fulfilling, ordering, rates
from subscriptions.shop.enums import Zone
from subscriptions.shop.models import Item, Order
from subscriptions.shop.rates import ShippingRate

NAMESPACE = uuid.UUID("0c8a4b7e-5f0e-4a55-9a38-6b1d0c3f7a52")
RATES = {
    Zone.MAINLAND: ((500, "4.90"), (2_000, "6.90"), (10_000, "12.90"), (30_000, "24.90")),
    Zone.CORSICA: ((500, "6.90"), (2_000, "9.90"), (10_000, "18.90"), (30_000, "34.90")),
    Zone.OVERSEAS: ((500, "12.90"), (2_000, "24.90"), (10_000, "69.00")),
}
ITEMS = (
    ("LIV-HS", "Guide du Système harmonisé", "42.00", "5.50", 60, 900, "#0b5a66", "Deux volumes reliés, édition 2026."),
    ("LIV-ORI", "Manuel des règles d’origine", "36.50", "5.50", 45, 700, "#5f9a86", "Les accords, cas par cas."),
    ("LIV-VAL", "Compendium de l’évaluation", "58.00", "5.50", 30, 1100, "#9b4a34", "Avis, études et décisions."),
    ("AFF-INC", "Affiche des Incoterms", "14.90", "20.00", 120, 250, "#e39a5b", "Format A1, roulée."),
    ("KIT-BUR", "Kit de bureau du déclarant", "24.00", "20.00", 80, 650, "#3f5f8a", "Règle, tampon dateur et bloc."),
    ("CLE-USB", "Base tarifaire sur clé USB", "89.00", "20.00", 3, 60, "#4a4a6a", "Mise à jour de juillet."),
    ("MAL-ECH", "Mallette d’échantillons", "135.00", "20.00", 0, 4200, "#7a5a3a", "Soixante matières."),
)  # fmt: skip
REASON = "Commandé deux fois"


@dataclass(frozen=True)
class Story:
    """An order placed `days` ago by the account of that login, for one of their clients or for themselves."""

    login: str
    days: int
    items: tuple[tuple[str, int], ...]
    steps: tuple[str, ...] = ()
    for_client: bool = True


STORIES = (
    Story("agent", 40, (("LIV-HS", 2), ("AFF-INC", 1)), ("pay", "prepare", "ship", "deliver")),
    Story("agent2", 26, (("LIV-VAL", 1),), ("pay", "prepare", "ship", "deliver", "take_back")),
    Story("client", 18, (("KIT-BUR", 1),), ("pay", "prepare", "ship", "deliver"), for_client=False),
    Story("agent", 12, (("LIV-ORI", 3),), ("pay", "cancel")),
    Story("theo.garnier", 6, (("AFF-INC", 4), ("LIV-HS", 1)), ("pay", "prepare", "ship")),
    Story("client", 4, (("LIV-ORI", 1),), ("pay", "prepare", "ship"), for_client=False),
    Story("agent", 3, (("LIV-VAL", 1), ("KIT-BUR", 2)), ("pay", "prepare")),
    Story("agent2", 2, (("CLE-USB", 1),), ("pay",)),
    Story("agent", 1, (("LIV-HS", 1), ("LIV-ORI", 1), ("LIV-VAL", 1)), ("pay",)),
)


def make_shop(team) -> tuple[int, int]:
    """Make what is missing; how many articles and orders are new. A second run changes nothing."""
    office, made = team.office[0], 0
    for zone, rows in RATES.items():
        for up_to, price in rows:
            _rate(zone, up_to, Decimal(price), office)
    for row in ITEMS:
        made += _item(row, office)
    told = set(Order.objects.values_list("creation_key", flat=True))
    new = [rank for rank in range(len(STORIES)) if _key(rank) not in told]
    for rank in new:
        _tell(rank, team)
        filling.let_others_in()
    _fill_a_cart(team.of("agent"))
    return made, len(new)


def _rate(zone: Zone, up_to: int, price: Decimal, office) -> None:
    key = uuid.uuid5(NAMESPACE, f"rate-{zone}-{up_to}")
    known = ShippingRate.objects.filter(Q(creation_key=key) | Q(zone=zone, up_to=up_to, retired_at=None))
    if not known.exists():
        rates.create(values={"zone": zone, "up_to": up_to, "price": price}, key=key, by=office)


def _item(row: tuple, office) -> int:
    reference, name, price, vat_rate, stock, weight, colour, description = row
    if Item.objects.filter(reference=reference).exists():
        return 0
    values = {"reference": reference, "name": name, "description": description, "price": Decimal(price)}
    values |= {"vat_rate": vat_rate, "stock": stock, "weight": weight}
    item = articles.create(values=values, key=uuid.uuid5(NAMESPACE, reference), by=office)
    picture = files.store(cover(colour), name=f"{reference}.jpg", kind=articles.KIND, about=item, by=office)
    Item.objects.filter(pk=item.pk).update(picture=picture)
    return 1


def cover(colour: str) -> bytes:
    """A drawn picture: a book or a box on a table."""
    picture = Image.new("RGB", (800, 600), "#f3ede3")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 470, 800, 600), fill="#e2d6c4")
    draw.rectangle((250, 110, 560, 500), fill=colour)
    draw.rectangle((250, 110, 285, 500), fill="#2b2b2b")
    for top in (180, 215, 250):
        draw.rectangle((325, top, 520, top + 12), fill="#fbf7f0")
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=84, optimize=True)
    return written.getvalue()


def _key(rank: int) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"order-{rank}")


def _tell(rank: int, team) -> None:
    story = STORIES[rank]
    owner, moment = team.of(story.login), dates.now() - timedelta(days=STORIES[rank].days)
    with dates.pretending(moment):
        order = _place(rank, story, owner)
    for step in story.steps:
        moment += timedelta(hours=3 if step == "pay" else 20)
        with dates.pretending(min(moment, dates.now() - timedelta(minutes=5))):
            order = _take(step, order, team.office[0])
    deliver(order, readable=story.days < 7)


def _place(rank: int, story: Story, owner) -> Order:
    for reference, quantity in story.items:
        carts.add(item=Item.objects.get(reference=reference), quantity=quantity, by=owner)
    client = Client.objects.visible_to(owner).in_use().exclude(address="").order_by("pk")[rank : rank + 1].first()
    client = client if story.for_client else None
    billing = party_of_account(owner)
    billing = billing if billing.address else Party(owner.get_full_name(), "14 rue Mercière", "69002", "Lyon")
    delivery = party_of_client(client) if client else billing
    return ordering.place(
        billing=billing,
        delivery=delivery,
        client=client,
        seen=queries.basket_of(owner).totals.gross,
        key=_key(rank),
        by=owner,
    )


def _take(step: str, order: Order, office) -> Order:
    if step == "pay":
        outcome = DemoGateway().present(order.payment, CARDS["visa"], keep=True)
        payments.settle(payment=order.payment, outcome=outcome)
        return Order.objects.get(pk=order.pk)
    if step == "ship":
        return fulfilling.ship(order=order, carrier="Colissimo", tracking_number=f"8R{order.pk:08d}", by=office)
    if step in ("cancel", "take_back"):
        return getattr(fulfilling, step)(order=order, reason=REASON, by=office)
    return getattr(fulfilling, step)(order=order, by=office)


def _fill_a_cart(owner) -> None:
    if not queries.basket_of(owner).lines:
        carts.add(item=Item.objects.get(reference="AFF-INC"), quantity=2, by=owner)


def add_shop(demo) -> None:
    items, orders = make_shop(demo.team)
    demo.say(f"  boutique ({items} articles, {orders} commandes nouvelles)")


STEPS = ((60, add_shop),)
