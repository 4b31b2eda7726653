"""What tests of reverse factoring share."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.factoring import LinkFactory


@pytest.fixture
def office():
    return UserFactory(back_office=True)


@pytest.fixture
def tie():
    return LinkFactory(supplier__siren="542051180")
