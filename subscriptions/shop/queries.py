"""Queries of the shop."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from crm.clients.models import Client
from portal.core.values.keys import parse_key
from subscriptions.invoices.parties import Party, party_of_account, party_of_client
from subscriptions.invoices.rules import Line, Totals, totals_of
from subscriptions.shop.models import Address, CartLine, ShippingRate
from subscriptions.shop.rules import SHIPPING_RATE, zone_of

BOOK = 8  # addresses offered at once


@dataclass(frozen=True)
class Basket:
    """A cart as it stands: its lines, what they sum to without carriage, and what keeps it from being bought."""

    lines: list[CartLine]
    totals: Totals
    weight: int
    problems: list[str]

    @property
    def count(self) -> int:
        return sum(line.quantity for line in self.lines)


def basket_of(user) -> Basket:
    """Return the cart of `user`; one query."""
    lines = list(CartLine.objects.filter(cart__owner=user).select_related("item").order_by("pk"))
    problems = [problem for line in lines if (problem := problem_of(line))]
    weight = sum(line.quantity * line.item.weight for line in lines)
    return Basket(lines, totals_of(line.as_line for line in lines), weight, problems)


def problem_of(line: CartLine) -> str:
    """Return why a line cannot be bought now, empty when it can."""
    item = line.item
    if not item.is_active:
        return _("« %(name)s » n’est plus en vente : retirez-le du panier.") % {"name": item.name}
    if not item.stock:
        return _("« %(name)s » est épuisé : retirez-le du panier.") % {"name": item.name}
    if line.quantity > item.stock:
        words = {"name": item.name, "stock": item.stock}
        return _("Il ne reste que %(stock)d « %(name)s » : réduisez la quantité.") % words
    return ""


def shipping_line(weight: int, party: Party) -> Line | None:
    """Return the carriage of so many grams to an address; None where nothing is sent to."""
    zone = zone_of(party.country, party.postal_code)
    rate = ShippingRate.objects.filter(zone=zone, up_to__gte=weight).order_by("up_to").first() if zone else None
    if rate is None:
        return None
    return Line(str(_("Livraison : %(zone)s") % {"zone": zone.label}), Decimal(1), rate.price, SHIPPING_RATE)


def rates_for(weight: int) -> list[ShippingRate]:
    """Return what a parcel of that weight costs, zone by zone."""
    found: dict[str, ShippingRate] = {}
    for rate in ShippingRate.objects.filter(up_to__gte=weight).order_by("up_to"):
        found.setdefault(rate.zone, rate)
    return list(found.values())


@dataclass(frozen=True)
class Entry:
    """An address of the book: `key` names it in the form, `party` is what it fills in."""

    key: str
    label: str
    party: Party
    client: Client | None = None


def own_entry(user) -> Entry:
    """Return the buyer's own address: of their organisation, or of their client file."""
    party = party_of_account(user)
    return Entry("moi", _("Moi : %(name)s") % {"name": party.name}, party)


def book_of(user, words: str = "") -> list[Entry]:
    """Return the addresses that the words find: those used lately, then those of the reader's clients."""
    used = Address.objects.filter(owner=user).order_by("-used_at")
    if words:
        used = used.filter(name__icontains=words)
    clients = Client.objects.visible_to(user).in_use().exclude(address="").exclude(account=user)
    clients = clients.matching(words) if words else clients
    entries = [Entry(f"adresse-{each.pk}", str(each), _party(each)) for each in used[:BOOK]]
    entries += [_of_client(each) for each in clients.order_by("-changed_at", "-pk")[:BOOK]]
    return entries


def entry_named(user, key: str) -> Entry | None:
    """Return one entry of the reader's book; None for what is not theirs."""
    kind, _dash, number = key.partition("-")
    if kind == "moi":
        return own_entry(user)
    number = parse_key(number)
    if number is None:
        return None
    if kind == "client":
        found = Client.objects.visible_to(user).filter(pk=number).first()
        return _of_client(found) if found else None
    used = Address.objects.filter(owner=user, pk=number).first()
    return Entry(key, str(used), _party(used)) if used else None


def _of_client(client: Client) -> Entry:
    label = f"{client.display_name}, {client.postal_code} {client.city}"
    return Entry(f"client-{client.pk}", label, party_of_client(client), client)


def _party(row: Address) -> Party:
    return Party(row.name, row.address, row.postal_code, row.city, row.country, row.siren)
