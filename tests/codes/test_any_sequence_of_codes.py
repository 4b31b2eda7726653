"""Whatever people do in whatever order, the limits hold: an agent, a client, a clock and a back-office at random."""

import pytest
import time_machine
from django.db import transaction
from django.test import TestCase
from hypothesis import Phase
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from portal.codes.checking import Kind
from portal.codes.enums import Limit, Outcome, State
from portal.codes.issuing import LOCKED, TOO_SOON, Issued
from portal.codes.models import Attempt, Challenge
from portal.core.values import dates
from tests.codes.conftest import NOON
from tests.codes.desk import Desk, other_than
from tests.factories.accounts import UserFactory

DAY = 24 * 3600
SHORT = {"deadline": None, "derandomize": True, "database": None, "phases": [Phase.generate]}


class Life(RuleBasedStateMachine):
    """One contract. The machine keeps its own books, and compares them with what the portal answers."""

    @initialize()
    def begin(self):
        self.travel = time_machine.travel(NOON, tick=False)
        self.clock = self.travel.start()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.desk, self.office = Desk(), UserFactory(back_office=True)
        self.code, self.wrong_at, self.sent_at, self.freed = None, [], [], {}

    def teardown(self):
        if hasattr(self, "point"):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)
            self.travel.stop()

    def in_a_day(self, moments, limit):
        """How many of `moments` lie in the last 24 hours and after this limit was last lifted."""
        start = max(dates.now().timestamp() - DAY, self.freed.get(limit, 0))
        return sum(moment > start for moment in moments)

    @rule(on_demand=st.booleans())
    def ask(self, on_demand):
        answer = self.desk.issue(on_demand=on_demand)
        now = dates.now().timestamp()
        if isinstance(answer, Issued):
            assert not on_demand or not self.sent_at or now - self.sent_at[-1] >= 60
            self.sent_at.append(now)
            self.code = answer.code
        elif answer.kind == TOO_SOON:
            assert on_demand
            assert now - self.sent_at[-1] < 60
        else:
            assert answer.kind == LOCKED
            self.code = None

    @rule(client=st.booleans())
    def mistype(self, client):
        result = self.desk.type(other_than(self.code or "123456"), client=client)
        if result.attempt and result.attempt.outcome == Outcome.WRONG:
            self.wrong_at.append(dates.now().timestamp())
            full = self.in_a_day(self.wrong_at, Limit.WRONG_PER_DAY) >= 5 or len(self.wrong_at) >= 15
            assert (result.kind == Kind.LOCKED) == full
        self.code = None

    @rule(times=st.integers(2, 6))
    def insist(self, times):
        for _ in range(times):
            self.ask(on_demand=False)

    @rule(times=st.integers(3, 6), client=st.booleans())
    def miss_again_and_again(self, times, client):
        for _ in range(times):
            self.ask(on_demand=False)
            self.mistype(client=client)

    @rule(client=st.booleans())
    def type_well(self, client):
        result = self.desk.type(self.code or "12 34", client=client)
        if self.code:
            assert result.kind in (Kind.ACCEPTED, Kind.EXPIRED)
            self.code = None
        else:
            assert result.kind in (Kind.STALE, Kind.MALFORMED, Kind.LOCKED)

    @rule(seconds=st.sampled_from([1, 55, 60, 599, 600, DAY // 2, DAY]))
    def wait(self, seconds):
        self.clock.shift(seconds)

    @rule(seconds=st.sampled_from([0, 55, 60]))
    def ask_once_more(self, seconds):
        self.ask(on_demand=False)
        self.clock.shift(seconds)
        self.ask(on_demand=True)

    @rule(seconds=st.sampled_from([1, DAY]))
    def lift(self, seconds):
        self.clock.shift(seconds)
        for lock in self.desk.lift(by=self.office).lifted:
            self.freed[lock.limit] = dates.now().timestamp()

    @invariant()
    def limits_hold(self):
        if not hasattr(self, "desk"):
            return
        assert self.in_a_day(self.wrong_at, Limit.WRONG_PER_DAY) <= 5
        assert len(self.wrong_at) <= 15
        assert self.in_a_day(self.sent_at, Limit.SENDS_PER_NUMBER) <= 10
        assert Attempt.objects.filter(outcome=Outcome.WRONG).count() == len(self.wrong_at)
        live = Challenge.objects.filter(state=State.LIVE).count()
        assert live == (1 if self.code else 0)
        status = self.desk.status()
        assert status.wrong_left_today == max(
            0, min(5 - self.in_a_day(self.wrong_at, Limit.WRONG_PER_DAY), 15 - len(self.wrong_at))
        )


@pytest.mark.slow
class AnySequenceOfCodes(TestCase):
    def test_no_sequence_passes_a_limit(self):
        run_state_machine_as_test(Life, settings=hypothesis(max_examples=25, stateful_step_count=40, **SHORT))
