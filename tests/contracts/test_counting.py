"""How many contracts a list says it has."""

import pytest
import time_machine

from contracts.models import Contract
from portal.core.values import dates
from portal.ui.listing import counting
from portal.ui.listing.registry import every
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    """Keys come again from one test to the next, as they never do in a portal."""
    monkeypatch.setattr(counting, "_many", {})


@pytest.fixture
def agent():
    return UserFactory()


def test_estimate_of_a_long_count_is_cached_for_a_minute(agent, monkeypatch):
    ContractFactory.create_batch(2, owner=agent)
    mine = Contract.objects.filter(owner=agent)
    monkeypatch.setattr(counting, "_planned", lambda *asked: 197_412)
    assert counting.count(mine, guess=True) == counting.Count(2)
    with time_machine.travel(dates.now(), tick=False) as clock:
        with monkeypatch.context() as few:
            few.setattr(counting, "EXACT_UP_TO", 1)
            assert counting.count(mine, guess=True) == counting.Count(200_000, exact=False)
        with monkeypatch.context() as untouched:
            untouched.setattr(counting, "_counted", lambda *asked: pytest.fail("it was counted a moment ago"))
            assert counting.count(mine, guess=True) == counting.Count(200_000, exact=False)
        assert counting.count(mine) == counting.Count(2), "whoever wants a count has one"
        clock.shift(61)
        assert counting.count(mine, guess=True) == counting.Count(2), "few again: counted"


def test_a_filter_that_excludes_everything_is_counted_on_any_database():
    assert counting.count(Contract.objects.filter(pk__in=[]), guess=True) == counting.Count(0)


def test_a_count_is_exact_then_about(agent, monkeypatch):
    monkeypatch.setattr(counting, "EXACT_UP_TO", 3)
    for _ in range(3):
        ContractFactory(owner=agent)
    mine = Contract.objects.filter(owner=agent)
    assert counting.count(mine) == counting.Count(3)
    ContractFactory(owner=agent)
    beyond = counting.count(mine)
    assert not beyond.exact
    assert beyond.number >= 3


def test_a_search_that_finds_more_than_it_counts_says_only_that(agent, monkeypatch):
    ContractFactory.create_batch(3, owner=agent)
    monkeypatch.setattr(counting, "_planned", lambda *asked: pytest.fail("a planner guesses words badly"))
    mine = Contract.objects.filter(owner=agent)
    assert counting.count(mine, up_to=3) == counting.Count(3)
    assert counting.count(mine, up_to=2) == counting.Count(2, exact=False, at_least=True)


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (counting.Count(0), "0 contrat"),
        (counting.Count(1), "1 contrat"),
        (counting.Count(1248), "1\u00a0248 contrats"),
        (counting.Count(200_000, exact=False), "environ 200\u00a0000 contrats"),
        (counting.Count(10_000, exact=False, at_least=True), "plus de 10\u00a0000 contrats"),
    ],
)
def test_counts_are_said_in_words(count, sentence):
    noun = next(listing.noun for listing in every() if listing.name == "contrats")
    assert count.sentence(noun) == sentence
