"""Partners and the contracts that clients hold there."""

import factory

from catalog.models import ContractOffer, Partner
from contracts.aggregation.models import PartnerContract
from tests.factories.base import RecordFactory


class PartnerFactory(RecordFactory):
    class Meta:
        model = Partner

    name = factory.Sequence(lambda n: f"Assurances d’essai {n}")


class ContractOfferFactory(RecordFactory):
    class Meta:
        model = ContractOffer

    partner = factory.SubFactory(PartnerFactory)
    name = "Horizon Vie"


class PartnerContractFactory(RecordFactory):
    class Meta:
        model = PartnerContract

    partner = factory.SubFactory(PartnerFactory)
    reference = factory.Sequence(lambda n: f"AV-{n:06}")
    normalised = factory.LazyAttribute(lambda each: each.partner.normalise(each.reference))
    client_reference = factory.LazyAttribute(lambda each: each.reference)
    client_normalised = factory.LazyAttribute(lambda each: each.partner.normalise(each.client_reference))
    holder = "VERNAY Camille"
    product_name = "Horizon Vie"
