"""What tests of accounts ask for: people, and the mails they receive."""

import re

import pytest

from portal.messaging.models import Message
from tests.factories.accounts import UserFactory


@pytest.fixture(autouse=True)
def outbox(settings):
    """Mail goes where it goes in real life: pytest-django would keep it in memory."""
    settings.EMAIL_BACKEND = "portal.messaging.email_backend.OutboxBackend"


@pytest.fixture
def agent(db):
    return UserFactory()


@pytest.fixture
def back_office(db):
    return UserFactory(back_office=True)


@pytest.fixture
def mails(db):
    """`mails(address)` gives the texts waiting for an address, oldest first."""

    def waiting(address: str) -> list[str]:
        return [message.content().text for message in Message.objects.filter(recipient=address).order_by("pk")]

    return waiting


@pytest.fixture
def link_in(mails):
    """`link_in(address)` gives the path of the link in the last mail to an address."""

    def path(address: str) -> str:
        return re.search(r"http://testserver(/\S+)", mails(address)[-1])[1]

    return path


@pytest.fixture
def client_class(client):
    """The strict client, for a second browser."""
    return type(client)
