"""The demonstration shows onboardings at every status, made once."""

import random

import pytest

from crm.models import Onboarding
from crm.onboarding.enums import Status
from crm.prospects.demo import make_prospects
from crm.review.demo import make_onboardings
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db


def test_there_is_one_of_each_status_and_a_second_run_makes_none():
    agents, office = UserFactory.create_batch(2), UserFactory(back_office=True)
    clients = ClientFactory.create_batch(16, owner=agents[0])
    make_prospects(agents, random.Random(2))
    assert make_onboardings(clients, office, random.Random(3)) > 15
    assert set(Onboarding.objects.values_list("status", flat=True)) == set(Status.values)
    assert min(Onboarding.objects.exclude(submitted_at=None).values_list("seconds", flat=True)) > 60
    assert make_onboardings(clients, office, random.Random(3)) == 0
