"""A code stands in clear nowhere but in the message that carries it."""

import logging

import pytest
from django.db import IntegrityError, connection, transaction

from portal.codes.challenges import digest_of, new_code
from portal.codes.enums import Outcome, State
from portal.codes.models import Attempt, Challenge, Lock
from portal.core.values import dates
from tests.codes.desk import PURPOSE

CODE = "482915"


def every_value():
    """Each value of each row of each table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    yield table, str(value)


def test_the_database_holds_no_code_in_clear(desk, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("portal.codes.issuing.new_code", lambda: CODE)
    desk.issue()
    desk.type("482 914")
    desk.issue()
    desk.type(CODE)
    found = [table for table, value in every_value() if CODE in value or "482914" in value or "482 914" in value]
    assert found == []
    assert Challenge.objects.count() == 2
    assert not [
        record for record in caplog.records if CODE in record.getMessage() and record.name != "django.db.backends"
    ]


def test_stored_digest_is_useless_without_the_key(desk, settings):
    issued = desk.issue()
    assert digest_of(issued.challenge, issued.code) == issued.challenge.code_digest
    settings.DATA_KEY = "another key"
    assert digest_of(issued.challenge, issued.code) != issued.challenge.code_digest


def test_the_same_code_has_another_digest_each_time(desk, monkeypatch):
    monkeypatch.setattr("portal.codes.issuing.new_code", lambda: CODE)
    assert desk.issue().challenge.code_digest != desk.issue().challenge.code_digest


def test_codes_use_the_whole_million_leading_zeros_included(monkeypatch):
    monkeypatch.setattr("portal.codes.challenges.secrets.randbelow", lambda top: {1_000_000: 42}[top])
    assert new_code() == "000042"


def test_two_live_codes_about_one_subject_are_impossible(desk):
    twin = desk.issue().challenge
    twin.pk = "11111111-1111-1111-1111-111111111111"
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


@pytest.mark.parametrize(
    "end", [{"state": State.DEAD}, {"state": State.USED}, {"ended_at": dates.now()}, {"death": "wrong"}]
)
def test_a_code_that_ends_says_when_and_why(desk, end):
    issued = desk.issue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.filter(pk=issued.challenge.pk).update(**end)


def test_code_is_checked_once_even_if_wrong(desk):
    issued = desk.issue()
    desk.type(issued.code)
    values = {"challenge": issued.challenge, "about_type": "a.b", "about_id": "1", "purpose": PURPOSE}
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(at=dates.now(), channel="client", outcome=Outcome.ACCEPTED, **values)


def test_an_agent_s_attempt_names_the_agent(desk):
    values = {"challenge": desk.issue().challenge, "about_type": "a.b", "about_id": "1", "purpose": PURPOSE}
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(at=dates.now(), channel="agent", outcome=Outcome.STALE, **values)


def test_a_lock_is_lifted_by_somebody_for_a_reason(desk):
    for _ in range(5):
        desk.wrong()
    with pytest.raises(IntegrityError), transaction.atomic():
        Lock.objects.update(lifted_at=dates.now())
