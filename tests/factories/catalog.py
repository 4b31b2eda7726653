"""What is sold in tests."""

from decimal import Decimal

import factory

from catalog.models import Product
from catalog.offer.enums import Billing
from tests.factories.base import RecordFactory


class ProductFactory(RecordFactory):
    class Meta:
        model = Product

    class Params:
        monthly = factory.Trait(billing=Billing.MONTHLY, duration_months=24, net_price=Decimal("49.90"))

    reference = factory.Sequence(lambda n: f"AUD-{n}")
    name = factory.Sequence(lambda n: f"Audit énergétique {n}")
    summary = "Un diagnostic complet du logement"
    description = "Une visite, un rapport écrit et un plan de travaux chiffré."
    net_price = Decimal("250.00")
