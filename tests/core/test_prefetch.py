"""Pages read ahead: nothing is written, nothing is told, and a page that leaves a trace is read when it is opened."""

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Opening
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory
from tests.factories.library import DocumentFactory

pytestmark = pytest.mark.django_db
AHEAD = [{"X-Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch"}]


def writes(queries) -> list[str]:
    return [query["sql"] for query in queries if (query["sql"] or "").startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.parametrize("headers", AHEAD)
def test_a_record_is_read_ahead_without_a_write(headers):
    contract = ContractFactory(awaiting_client=True)
    with time_machine.travel("2026-03-10T12:00:00+01:00"):
        client = reader(contract.owner)
        client.get(contract.get_absolute_url())
    kept = Session.objects.get().session_data
    with time_machine.travel("2026-03-10T13:00:00+01:00"), CaptureQueriesContext(connection) as queries:
        response = client.get(contract.get_absolute_url(), headers=headers)
    assert contract.number in response.content.decode()
    assert writes(queries) == []
    assert Session.objects.get().session_data == kept


@pytest.mark.django_db(transaction=True)  # a write that is refused breaks the transaction it stands in
@pytest.mark.parametrize("headers", AHEAD)
def test_a_page_that_notes_its_readers_is_refused_ahead(headers):
    document = DocumentFactory()
    client = reader(UserFactory())
    assert client.get(document.get_absolute_url(), headers=headers).status_code == 204
    assert not Opening.objects.exists()
    assert client.get(document.get_absolute_url()).status_code == 200
    assert Opening.objects.exists()


def test_a_stranger_reads_nothing_ahead():
    contract = ContractFactory(awaiting_client=True)
    assert reader(UserFactory()).get(contract.get_absolute_url(), headers=AHEAD[0]).status_code == 404
