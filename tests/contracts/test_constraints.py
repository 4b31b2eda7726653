"""Impossible states of a contract are refused by the database itself, whoever writes."""

import pytest
from django.db import IntegrityError, connection, transaction

from contracts.models import Contract, NumberSeries
from contracts.sales.enums import Status
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


def write(contract, **columns) -> None:
    """Past every model and door, as a hand in the database would."""
    table = connection.ops.quote_name(Contract._meta.db_table)
    names = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {names} WHERE id = %s", [*columns.values(), contract.pk])


IMPOSSIBLE = [
    ("awaiting_client", {"status": "signed"}, "a status nobody knows"),
    ("awaiting_client", {"status": Status.AWAITING_BACK_OFFICE}, "signed without a signature"),
    ("awaiting_client", {"status": Status.VALIDATED}, "validated without a signature"),
    ("awaiting_client", {"status": Status.UNPAID, "closed_from": "validated"}, "unpaid without a signature"),
    ("awaiting_client", {"number": None}, "sent without a number"),
    ("awaiting_client", {"document_sha256": ""}, "a document without its digest"),
    ("awaiting_client", {"document_id": None}, "a digest without its document"),
    ("awaiting_client", {"signature_channel": "agent"}, "a channel without a signature"),
    ("awaiting_client", {"status": Status.WITHDRAWN}, "withdrawn without a day"),
    ("awaiting_client", {"status": Status.UNREACHABLE}, "closed from nowhere"),
    ("awaiting_client", {"withdrawal_sent_at": "2026-03-10 12:00:00+00"}, "a day of withdrawal without one"),
    ("awaiting_back_office", {"signed_at": None}, "a signature without its moment"),
    ("awaiting_back_office", {"withdrawal_deadline": None}, "a signature without a deadline"),
    ("awaiting_back_office", {"signature_channel": ""}, "a signature without a channel"),
    ("awaiting_back_office", {"document_id": None, "document_sha256": ""}, "a signature of no document"),
    ("withdrawn", {"withdrawal_sent_at": None}, "withdrawn on no day"),
    ("unreachable", {"closed_from": ""}, "closed from nowhere"),
    ("validated", {"number": None}, "validated without a number"),
]


@pytest.mark.parametrize(("trait", "columns", "what"), IMPOSSIBLE, ids=[what for *_, what in IMPOSSIBLE])
def test_the_database_refuses(trait, columns, what):
    contract = ContractFactory(**{trait: True})
    with pytest.raises(IntegrityError):
        write(contract, **columns)


def test_two_contracts_never_bear_one_number():
    one, two = ContractFactory(submitted=True), ContractFactory(submitted=True)
    with pytest.raises(IntegrityError):
        write(two, number=one.number)


def test_one_form_never_makes_two_contracts():
    one, two = ContractFactory(), ContractFactory()
    with pytest.raises(IntegrityError):
        write(two, creation_key=one.creation_key.hex if connection.vendor == "sqlite" else one.creation_key)


def test_a_status_is_not_written_past_the_door():
    contract = ContractFactory(awaiting_client=True)
    with pytest.raises(TypeError, match="transitions"):
        Contract.objects.update(status=Status.DRAFT)
    with pytest.raises(TypeError, match="transitions"):
        Contract.objects.bulk_update([contract], ["status"])
    with pytest.raises(AttributeError):
        contract.status = Status.VALIDATED


def test_rows_written_by_tests_satisfy_the_constraints():
    """Without this the refusals above could come from a broken statement."""
    contract = ContractFactory(awaiting_client=True)
    write(contract, status=Status.UNREACHABLE, closed_from=Status.AWAITING_CLIENT)
    contract = Contract.objects.get(pk=contract.pk)
    assert contract.status == Status.UNREACHABLE


def test_a_year_begins_a_series_of_its_own():
    NumberSeries.objects.create(year=2025, last=41)
    number = ContractFactory(submitted=True).number
    assert number.endswith("-000001")
    assert NumberSeries.objects.count() == 2
