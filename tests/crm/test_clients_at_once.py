"""Two agents who create the same client at the same moment: the second is told."""

import uuid
from threading import Barrier, Thread

import pytest
from django.db import connection

from crm.clients import actions, doubles
from crm.models import Client
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PAIRS = 20


def race(people, siren: str) -> list[str]:
    """Both save one company at once; gives what became of each."""
    barrier, outcomes = Barrier(2), []

    def save(person):
        values = {"kind": "company", "company_name": "Brun", "siren": siren}
        barrier.wait()
        try:
            actions.create(values=values, key=uuid.uuid4(), seen="", by=person)
            outcomes.append("created")
        except actions.MayBeKnown:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [Thread(target=save, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_of_two_at_once_the_second_is_told():
    people = [UserFactory(), UserFactory()]
    for number in range(PAIRS):
        assert race(people, f"{number:09d}") == ["created", "told"]
    assert Client.objects.count() == PAIRS


def test_without_the_lock_both_would_be_created(monkeypatch):
    monkeypatch.setattr(actions, "hold", lambda values: None)
    assert doubles.hold is not actions.hold
    people = [UserFactory(), UserFactory()]
    results = [race(people, f"{number:09d}") for number in range(PAIRS)]
    assert ["created", "created"] in results
