"""What tests of the administration ask for: those who work there."""

import pytest

from tests.factories.accounts import UserFactory


@pytest.fixture
def back_office(db):
    return UserFactory(back_office=True)


@pytest.fixture
def superuser(db):
    return UserFactory(back_office=True, is_superuser=True)
