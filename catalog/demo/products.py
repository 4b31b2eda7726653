"""Products of the demonstration in the catalogue."""

from decimal import Decimal

from catalog.demo.offers import OFFERS
from catalog.demo.offers.shape import Offer
from catalog.models import Condition, Product
from catalog.offer.enums import Billing


def make_products() -> tuple[dict[str, Product], int]:
    """Return the products by reference, and how many are new; existing ones are left as they are."""
    known = {product.reference: product for product in Product.objects.all()}
    missing = [offer for offer in OFFERS if offer.reference not in known]
    made = {offer.reference: _make(offer) for offer in missing}
    return {offer.reference: (known | made)[offer.reference] for offer in OFFERS}, len(made)


def _make(offer: Offer) -> Product:
    product = Product.objects.create(
        reference=offer.reference,
        name=offer.name,
        summary=offer.summary,
        description=offer.description,
        billing=Billing.MONTHLY if offer.months else Billing.ONE_OFF,
        duration_months=offer.months,
        net_price=Decimal(offer.net_price),
        vat_rate=Decimal(offer.vat_rate),
        is_active=offer.on_sale,
    )
    Condition.objects.bulk_create(
        Condition(product=product, position=position, title=title, text=text)
        for position, (title, text) in enumerate(offer.articles, start=1)
    )
    return product
