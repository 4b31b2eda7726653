"""Where parcels go and what carrying them costs."""

from decimal import Decimal

from subscriptions.shop.enums import Country, Zone

MOST = 999  # pieces of one article in a cart
LONGEST_QUANTITY = 6
SHIPPING_RATE = Decimal(20)
OVERSEAS = ("971", "972", "973", "974", "976")


def zone_of(country: str, postal_code: str) -> Zone | None:
    """Return the zone of an address, None where nothing is sent to."""
    if country == Country.MONACO:
        return Zone.MAINLAND
    if country != Country.FRANCE or len(postal_code) != 5 or not postal_code.isdigit():
        return None
    if postal_code.startswith("20"):
        return Zone.CORSICA
    if postal_code.startswith(OVERSEAS):
        return Zone.OVERSEAS
    return Zone.MAINLAND if "01" <= postal_code[:2] <= "95" else None
