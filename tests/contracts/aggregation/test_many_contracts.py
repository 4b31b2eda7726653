"""A client with two hundred contracts opens as fast as one with sixty."""

from datetime import timedelta
from decimal import Decimal

import pytest

from contracts.aggregation.models import PartnerContract, Valuation
from portal.core.values import dates
from tests.factories.aggregation import PartnerContractFactory, PartnerFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db
HEAVIEST = 60 * 1024


def test_client_with_200_contracts_keeps_the_targets_of_a_page(login, django_assert_max_num_queries):
    client, partners = ClientFactory(), PartnerFactory.create_batch(6)
    day = dates.today() - timedelta(days=1)
    contracts = [
        PartnerContractFactory.build(partner=partners[n % 6], client=client, value=Decimal(n), valued_on=day)
        for n in range(200)
    ]
    for contract in contracts:
        contract.fill_search()
    contracts = PartnerContract.objects.bulk_create(contracts)
    Valuation.objects.bulk_create(Valuation(contract=each, valued_on=day, amount=each.value) for each in contracts)
    desk, address = login(client.owner), f"/clients/{client.pk}/agregation/"
    desk.get(address)
    with django_assert_max_num_queries(10):
        page = desk.get(address).content
    assert len(page) < HEAVIEST
    assert "Afficher les 140 autres contrats" in page.decode()
    assert "19 900,00 €" in page.decode().replace("\u00a0", " ").replace("\u202f", " ")
    everything = desk.get(f"{address}?tous=1").content.decode()
    assert everything.count("AV-") == 200
