"""Two confirmations at the same instant, and many guesses at once, on real row locks."""

import time

import pytest

from contracts.models import Contract
from contracts.sales.enums import Status
from contracts.withdrawal import actions
from contracts.withdrawal.models import WithdrawalTry
from portal.audit import transitions
from portal.audit.history import history_of
from portal.messaging.outbox import messages_about
from tests.codes.together import errors_of, together
from tests.contracts.withdrawal.visitors import STATEMENT, known_as, recognised
from tests.factories.contracts import ContractFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HANDS = 8


def test_confirmed_by_many_hands_at_once_it_is_withdrawn_once_with_one_receipt():
    contract = ContractFactory(validated=True)
    browsers = [recognised(contract) for _ in range(HANDS)]
    answers = together(HANDS, lambda number: browsers[number].post(STATEMENT).status_code)
    assert errors_of(answers) == []
    assert answers == [302] * HANDS
    assert Contract.objects.get().status == Status.WITHDRAWN
    assert messages_about(contract).filter(template="contracts/messages/withdrawn").count() == 1
    assert [line.event.verb for line in history_of(contract)].count("contracts.withdrawn") == 1


def test_without_the_lock_on_its_row_the_same_race_goes_wrong(monkeypatch):
    """The control: what keeps the test above green is the lock, not luck."""
    contract = ContractFactory(validated=True)

    def without_lock(obj):
        row = Contract.objects.get(pk=obj.pk)
        time.sleep(0.3)
        return row

    monkeypatch.setattr(transitions, "lock", without_lock)
    assert errors_of(together(HANDS, lambda _number: actions.confirm(contract=contract)))


MANY = 40


@pytest.fixture
def guessed(monkeypatch):
    """`guessed()` makes wrong tries about one contract at once; gives how many of them were read."""
    contract, read, create = ContractFactory(validated=True), [], WithdrawalTry.objects.create

    def slow(**columns):
        time.sleep(0.02)  # between the count and the row, where another try would slip in
        return create(**columns)

    monkeypatch.setattr(WithdrawalTry.objects, "create", slow)
    monkeypatch.setattr(actions, "is_theirs", lambda contract, **_: read.append(1) and False)

    def run() -> int:
        answers = together(MANY, lambda number: actions.recognise(**known_as(contract), visitor=f"place {number}"))
        assert errors_of(answers) == []
        assert WithdrawalTry.objects.count() == len(read)
        return len(read)

    return run


def test_guesses_made_at_once_are_not_read_beyond_the_limit(guessed):
    assert guessed() == actions.WRONG_PER_NUMBER


def test_guesses_that_take_no_turns_go_beyond_the_limit(guessed, monkeypatch):
    monkeypatch.setattr(actions, "take_turn", lambda *_names: None)
    assert guessed() > actions.WRONG_PER_NUMBER
