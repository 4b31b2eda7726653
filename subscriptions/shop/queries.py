"""Queries of the shop."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from crm.clients.models import Client
from portal.core.values.keys import parse_key
from portal.core.values.money import format_euros
from portal.core.values.weight import format_weight
from subscriptions.invoices.parties import Party, party_of_account, party_of_client
from subscriptions.invoices.rules import Line, Totals, totals_of
from subscriptions.shop.addresses import Address
from subscriptions.shop.enums import Zone
from subscriptions.shop.models import CartLine, Item
from subscriptions.shop.rates import ZONE_ORDER, ShippingRate
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
    rates = ShippingRate.objects.in_force().filter(zone=zone, up_to__gte=weight)
    rate = rates.order_by("up_to").first() if zone else None
    if rate is None:
        return None
    return Line(str(_("Livraison : %(zone)s") % {"zone": zone.label}), Decimal(1), rate.price, SHIPPING_RATE)


def delivery_problem(country: str, postal_code: str, weight: int = 0) -> str:
    """Return why a parcel of so many grams cannot go to an address, empty when it can; two queries at most."""
    zone = zone_of(country, postal_code)
    if zone is None:
        return _("Nous livrons en France et à Monaco : vérifiez le code postal et le pays.")
    rates = ShippingRate.objects.in_force().filter(zone=zone)
    if rates.filter(up_to__gte=weight).exists():
        return ""
    most = rates.aggregate(most=Max("up_to"))["most"]
    if most is None:
        return _("Nous ne livrons pas encore dans cette zone : %(zone)s.") % {"zone": zone.label}
    words = {"weight": format_weight(weight), "most": format_weight(most), "zone": zone.label}
    return _("Votre colis pèse %(weight)s. Nous livrons %(most)s au plus dans cette zone : %(zone)s.") % words


@dataclass(frozen=True)
class ShippingLimit:
    """The greatest weight that the rates of a zone allow; `is_short` where an article on sale weighs more."""

    sentence: str
    is_short: bool


@dataclass(frozen=True)
class ShippingLimits:
    zones: list[ShippingLimit]

    @property
    def is_short(self) -> bool:
        return any(limit.is_short for limit in self.zones)


def shipping_limits() -> ShippingLimits:
    """Return, zone by zone, from which weight on nothing can be shipped; two queries."""
    in_force = ShippingRate.objects.in_force().order_by()
    most = dict(in_force.values("zone").annotate(most=Max("up_to")).values_list("zone", "most"))
    heaviest = Item.objects.on_sale().aggregate(most=Max("weight"))["most"] or 0
    return ShippingLimits([_limit(zone, most.get(zone), heaviest) for zone in Zone])


def _limit(zone: Zone, most: int | None, heaviest: int) -> ShippingLimit:
    words = {"zone": zone.label, "most": format_weight(most or 0), "heaviest": format_weight(heaviest)}
    if most is None:
        return ShippingLimit(_("%(zone)s : aucun tarif. Rien ne peut y être expédié.") % words, True)
    if heaviest > most:
        told = _("%(zone)s : aucun tarif au-delà de %(most)s. Un article en vente pèse %(heaviest)s.")
        return ShippingLimit(told % words, True)
    return ShippingLimit(_("%(zone)s : aucun tarif au-delà de %(most)s.") % words, False)


def effect_of_retiring(rate: ShippingRate) -> str:
    """Return what can no longer be shipped, or costs another price, once a rate is retired."""
    others = list(ShippingRate.objects.in_force().filter(zone=rate.zone).exclude(pk=rate.pk).order_by("up_to"))
    words = {"zone": rate.get_zone_display()}
    if not others:
        told = _("C’est le dernier tarif de cette zone : plus aucun colis ne pourra être expédié (%(zone)s).")
        return told % words
    heavier = next((other for other in others if other.up_to > rate.up_to), None)
    if heavier is None:
        words["most"] = format_weight(others[-1].up_to)
        return _("Les colis de plus de %(most)s ne pourront plus être expédiés (%(zone)s).") % words
    words |= {"price": format_euros(heavier.price), "most": heavier.weight_label}
    return _("Ces colis coûteront %(price)s HT, le tarif jusqu’à %(most)s (%(zone)s).") % words


def rates_for(weight: int) -> list[ShippingRate]:
    """Return what a parcel of that weight costs, zone by zone, the nearest first."""
    found: dict[str, ShippingRate] = {}
    for rate in ShippingRate.objects.in_force().filter(up_to__gte=weight).order_by("up_to"):
        found.setdefault(rate.zone, rate)
    return sorted(found.values(), key=lambda rate: ZONE_ORDER[rate.zone])


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


def default_parties(user) -> tuple[Party | None, Party | None]:
    """Return the default addresses of the user's book, for billing and for delivery; one query."""
    rows = list(Address.objects.visible_to(user).filter(Q(bills=True) | Q(delivers=True)))
    billing = next((_party(row) for row in rows if row.bills), None)
    return billing, next((_party(row) for row in rows if row.delivers), None)


def used_addresses(user, words: str = "") -> list[Entry]:
    """Return the addresses of the book that the words find, the defaults first, then those used lately."""
    rows = Address.objects.visible_to(user)
    rows = (rows.matching(words) if words else rows).order_by("-delivers", "-bills", "-used_at", "-pk")
    return [Entry(f"adresse-{row.pk}", str(row), _party(row)) for row in rows[:BOOK]]


def book_of(user, words: str = "") -> list[Entry]:
    """Return the delivery addresses that the words find: those used lately, then those of the reader's clients."""
    clients = Client.objects.visible_to(user).in_use().exclude(address="").exclude(account=user)
    clients = clients.matching(words) if words else clients
    entries = [each for each in used_addresses(user, words) if zone_of(each.party.country, each.party.postal_code)]
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
    used = Address.objects.visible_to(user).filter(pk=number).first()
    return Entry(key, str(used), _party(used)) if used else None


def _of_client(client: Client) -> Entry:
    label = f"{client.display_name}, {client.postal_code} {client.city}"
    return Entry(f"client-{client.pk}", label, party_of_client(client), client)


def _party(row: Address) -> Party:
    return Party(row.name, row.address, row.postal_code, row.city, row.country, row.siren)
