"""Orders to pay, paid and sent; a cart; articles are the same for all."""

from subscriptions.invoices.parties import Party
from subscriptions.shop.actions import carts
from tests.factories.shop import ItemFactory, paid, placed, shipped

SOLD = "what the shop sells is the same for all; who may change it is a right"
NOBODYS = {
    "subscriptions:item": SOLD,
    "subscriptions:item_edit": SOLD,
    "subscriptions:item_picture": SOLD,
    "subscriptions:rate": SOLD,
    "subscriptions:rate_retirement": SOLD,
    "subscriptions:rate_restoration": SOLD,
}


def make(owner, name: str, client) -> None:
    place = Party(name, "1 rue du Port", "69002", "Lyon")
    for made in (paid, shipped, placed):
        made(owner, billing=place, delivery=place, client=client)
    carts.add(item=ItemFactory(), quantity=1, by=owner)
