"""Many people typing at once: each limit holds, and with the lock off the same test sees it go wrong."""

import threading
import time

import pytest

from portal.codes import checking, issuing, locking
from portal.codes.checking import Kind
from portal.codes.enums import Channel, Outcome
from portal.codes.issuing import Issued
from portal.codes.models import Attempt, Challenge, Gauge, Lock
from tests.codes.desk import PURPOSE, Desk, other_than
from tests.codes.together import errors_of, together
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 40


class Unguarded(Desk):
    """A desk whose app forgot to lock the subject's row: the codes' own lock must suffice."""

    def _lock(self):
        return self.about


@pytest.fixture(autouse=True)
def slow_reader(monkeypatch):
    """A moment between what a step reads and what it writes, where another would slip in."""
    for module in (checking, issuing):
        monkeypatch.setattr(module, "live_challenge", _and_pause(module.live_challenge))


def _and_pause(read):
    def slowly(*args):
        found = read(*args)
        time.sleep(0.005)
        return found

    return slowly


@pytest.fixture
def lock_off(monkeypatch):
    """Counting without holding."""

    def look(wanted):
        return [Gauge.objects.get_or_create(kind=kind, key=key)[0] for kind, key in wanted]

    monkeypatch.setattr(locking, "hold", look)


# --- one subject: at most five guesses a day -------------------------------------------------------


def guess_until_answered(desk):
    """A wrong guess at whatever code is live, again when it was stale: ends read or locked."""
    for _ in range(2 * MANY):
        live = Challenge.objects.filter(about_id=str(desk.about.pk), state="live").first()
        if live is None and isinstance(desk.issue(), Issued):
            continue
        result = desk.type("000000", challenge=live.pk if live else "")
        if result.kind != Kind.STALE:
            return result.kind
    return "never answered"


def guesses_are_counted(desk):
    desk.issue()
    results = together(MANY, lambda _n: guess_until_answered(desk))
    assert errors_of(results) == []
    assert set(results) <= {Kind.WRONG, Kind.LOCKED}
    assert Attempt.objects.filter(outcome=Outcome.WRONG).count() == 5
    assert Lock.objects.count() == 1


@pytest.fixture
def unlucky(monkeypatch):
    """No code is ever 000000, the guess of these tests."""
    monkeypatch.setattr("portal.codes.issuing.new_code", lambda: "999999")


def test_forty_parallel_guesses_get_five_tries(unlucky, settings):
    settings.CODE_SENDS_PER_NUMBER_PER_DAY = 1000
    guesses_are_counted(Unguarded())


@pytest.mark.postgres
def test_control_without_the_lock_forty_guesses_collide(unlucky, settings, lock_off):
    settings.CODE_SENDS_PER_NUMBER_PER_DAY = 1000
    with pytest.raises(AssertionError):
        guesses_are_counted(Unguarded())


# --- one code: accepted once --------------------------------------------------------------------------


def one_is_accepted(desk):
    issued = desk.issue()
    desk.type("", challenge=issued.challenge.pk)  # the rows to count on exist: making them would serialise too
    results = together(20, lambda _n: desk.type(issued.code, challenge=issued.challenge.pk))
    assert errors_of(results) == []
    kinds = [result.kind for result in results]
    assert kinds.count(Kind.ACCEPTED) == 1
    assert kinds.count(Kind.STALE) == 19


def test_twenty_right_codes_at_once_sign_once():
    one_is_accepted(Unguarded())


@pytest.mark.postgres
def test_control_without_the_lock_twenty_right_codes_collide(lock_off):
    with pytest.raises(AssertionError):
        one_is_accepted(Unguarded())


# --- one agent, many contracts --------------------------------------------------------------------------


def an_agent_is_stopped(limit: int):
    agent = UserFactory()
    desks = [Unguarded(agent=agent, phone=f"+3361000{n:04d}") for n in range(MANY)]
    codes = [desk.issue().code for desk in desks]
    results = together(MANY, lambda n: desks[n].type(other_than(codes[n])))
    assert errors_of(results) == []
    read = Attempt.objects.filter(outcome=Outcome.WRONG, by=agent, channel=Channel.AGENT).count()
    assert read == limit, f"{read} codes were read for a limit of {limit}"
    assert Lock.objects.count() == 1


def test_an_agent_is_stopped_across_contracts(settings):
    settings.CODE_WRONG_PER_AGENT_PER_DAY = 10
    an_agent_is_stopped(10)


@pytest.mark.postgres
def test_control_without_the_lock_an_agent_goes_on(settings, lock_off):
    settings.CODE_WRONG_PER_AGENT_PER_DAY = 10
    with pytest.raises(AssertionError):
        an_agent_is_stopped(10)
    assert Attempt.objects.filter(outcome=Outcome.WRONG).count() > 10


# --- one number, many contracts ----------------------------------------------------------------------------


def a_number_gets_ten():
    desks = [Unguarded() for _ in range(MANY)]
    results = together(MANY, lambda n: desks[n].issue())
    assert errors_of(results) == []
    assert sum(isinstance(result, Issued) for result in results) == 10
    assert Challenge.objects.count() == 10


def test_a_number_gets_ten_codes_across_contracts():
    a_number_gets_ten()


@pytest.mark.postgres
def test_control_without_the_lock_a_number_gets_more(lock_off):
    with pytest.raises(AssertionError):
        a_number_gets_ten()
    assert Challenge.objects.count() > 10


# --- all at once: nobody waits for ever -------------------------------------------------------------------------


@pytest.mark.postgres
def test_steps_that_cross_on_subjects_numbers_and_agents_never_deadlock(settings):
    settings.CODE_SENDS_PER_NUMBER_PER_DAY = settings.CODE_WRONG_PER_DAY = settings.CODE_WRONG_IN_LIFE = 1000
    settings.CODE_WRONG_PER_AGENT_PER_DAY = 1000
    agents, phones = [UserFactory() for _ in range(3)], ["+33610000001", "+33610000002"]
    subjects = [Desk().about for _ in range(4)]
    office = UserFactory(back_office=True)

    def work(n):
        desk = Desk(about=subjects[n % 4], agent=agents[n % 3], phone=phones[n % 2])
        for _ in range(3):
            desk.wrong()
            desk.lift(by=office)
        return "done"

    began = threading.active_count()
    assert together(24, work) == ["done"] * 24
    assert threading.active_count() <= began
    assert Challenge.objects.filter(state="live", purpose=PURPOSE).count() <= 4
