"""The demonstration's partners: made once, each with somebody to call."""

import random

import pytest

from catalog.models import Partner
from contracts.aggregation.demo import PARTNERS, make_holdings
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db


def test_partners_of_the_demonstration_have_contracts_and_a_contact():
    clients = ClientFactory.create_batch(4)
    assert make_holdings(clients, random.Random(1)) > 0
    assert make_holdings(clients, random.Random(1)) == 0
    assert Partner.objects.filter(contacts__isnull=False).count() == len(PARTNERS)
