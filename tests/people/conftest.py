"""People of the tests of accounts: who administers them, who does not."""

import pytest

from tests.factories.accounts import UserFactory


@pytest.fixture(autouse=True)
def outbox(settings):
    """Mail goes where it goes in real life: pytest-django would keep it in memory."""
    settings.EMAIL_BACKEND = "portal.messaging.email_backend.OutboxBackend"


@pytest.fixture
def back_office(db):
    return UserFactory(back_office=True, first_name="Anne", last_name="Bureau")


@pytest.fixture
def superuser(db):
    return UserFactory(back_office=True, is_superuser=True, first_name="Sophie", last_name="Suprême")


@pytest.fixture
def agent(db):
    return UserFactory(first_name="Élodie", last_name="Lefèvre")
