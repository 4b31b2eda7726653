"""Several workers and hands at one act: it is finished once, or undone once."""

import time
from datetime import timedelta

import pytest

from contracts.confirmation import actions as confirming
from contracts.models import Contract
from portal.audit import transitions
from portal.core.values import dates
from portal.undo import commands
from portal.undo.commands import Command
from portal.undo.models import Reversal
from tests.codes.together import errors_of, together
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HANDS = 8


@pytest.fixture
def acts(settings, monkeypatch):
    """What was undone and finished of one validation; both take a moment, in which others come."""
    settings.UNDO_VALIDATION_SECONDS = 30
    known, done = commands.COMMANDS.held[confirming.VALIDATION], {"undone": 0, "finished": 0}

    def undone(row, *, by, before):
        time.sleep(0.1)
        done["undone"] += 1
        return row

    def finished(row, *, by, after):
        time.sleep(0.1)
        done["finished"] += 1

    counting = Command(known.name, known.label, undone, finished, known.seconds)
    monkeypatch.setitem(commands.COMMANDS.held, confirming.VALIDATION, counting)
    confirming.validate(contract=ContractFactory(confirmed=True), by=UserFactory(back_office=True))
    return done


@pytest.fixture
def without_locks(monkeypatch):
    """The control: rows are read as they are."""
    monkeypatch.setattr(commands, "lock", lambda row: Contract.objects.get(pk=row.pk))
    monkeypatch.setattr(Reversal.objects, "select_for_update", lambda **_: Reversal.objects.all())
    assert transitions.lock is not commands.lock


def finish_together(acts) -> int:
    Reversal.objects.update(until=dates.now() - timedelta(seconds=1))
    assert errors_of(together(HANDS, lambda _number: commands.finish_due())) == []
    return acts["finished"]


def undo_together(acts) -> int:
    reversal = Reversal.objects.select_related("by").get()
    answers = together(HANDS, lambda _number: commands.undo(reversal=reversal, by=reversal.by))
    assert all(isinstance(error, transitions.Refused) for error in errors_of(answers))
    return acts["undone"]


def test_act_is_finished_once_by_many_workers(acts):
    assert finish_together(acts) == 1


def test_act_is_undone_once_by_many_hands(acts):
    assert undo_together(acts) == 1


def test_without_locks_an_act_is_finished_more_than_once(acts, without_locks):
    assert finish_together(acts) > 1


def test_without_locks_an_act_is_undone_more_than_once(acts, without_locks):
    assert undo_together(acts) > 1
