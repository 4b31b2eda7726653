"""How often a code may be missed and sent before somebody has to look (domain row S6, ADR 0005)."""

import pytest
from django.db import transaction

from portal.audit.history import history_of
from portal.codes import lifting
from portal.codes.checking import Kind
from portal.codes.enums import Limit
from portal.codes.issuing import LOCKED, TOO_SOON, Issued
from portal.codes.locking import TYPING
from portal.codes.models import Attempt, Challenge, Lock
from tests.codes.desk import Desk, other_than
from tests.factories.accounts import UserFactory

HOUR = 3600
DAY = 24 * HOUR


def exhaust_the_day(desk):
    return [desk.wrong() for _ in range(5)][-1]


def test_the_fifth_wrong_code_locks(desk):
    result = exhaust_the_day(desk)
    assert result.kind == Kind.LOCKED
    assert result.locked_now
    assert not result.needs_new_code
    assert [lock.limit for lock in result.new_locks] == [Limit.WRONG_PER_DAY]
    assert "back-office" in result.sentence


def test_a_lock_reads_no_code_and_makes_none(desk):
    exhaust_the_day(desk)
    typed = desk.type("123456")
    asked = desk.issue()
    assert (typed.kind, typed.locked_now) == (Kind.LOCKED, False)
    assert (asked.kind, asked.locked_now) == (LOCKED, False)
    assert Attempt.objects.filter(outcome="wrong").count() == 5


def test_a_new_code_does_not_reset_the_count(desk):
    desk.wrong()
    desk.issue()
    desk.issue()
    assert desk.status().wrong_left_today == 4


def test_wrong_codes_of_both_channels_count_together(desk):
    for _ in range(3):
        desk.wrong()
    desk.wrong(client=True)
    assert desk.wrong(client=True).kind == Kind.LOCKED


def test_a_wrong_code_of_yesterday_no_longer_counts_today(desk, clock):
    for _ in range(4):
        desk.wrong()
    clock.shift(DAY)
    assert desk.status().wrong_left_today == 5


def test_a_wrong_code_counts_for_a_whole_day(desk, clock):
    for _ in range(4):
        desk.wrong()
    clock.shift(DAY - 1)
    assert desk.wrong().kind == Kind.LOCKED


def test_a_lock_stays_until_somebody_lifts_it(desk, clock):
    exhaust_the_day(desk)
    clock.shift(3 * DAY)
    assert desk.issue().kind == LOCKED


def test_the_back_office_lifts_with_a_reason_and_the_day_starts_anew(desk, clock):
    office = UserFactory(back_office=True)
    exhaust_the_day(desk)
    clock.shift(60)
    lifted = desk.lift(by=office)
    lock = Lock.objects.get()
    assert lifted.lifted == (lock,)
    assert (lock.lifted_by, lock.lift_reason) == (office, "Client rappelé, identité vérifiée")
    assert desk.status().wrong_left_today == 5
    assert isinstance(desk.issue(), Issued)
    assert office.get_full_name() in history_of(desk.about)[1].sentence


def test_lifting_takes_a_reason(desk):
    exhaust_the_day(desk)
    with pytest.raises(ValueError, match="reason"):
        desk.lift(by=desk.agent, reason="  ")


def test_lifting_where_nothing_is_locked_says_so(desk):
    lifted = desk.lift(by=desk.agent)
    assert lifted.lifted == ()
    assert "pas de blocage" in lifted.sentence


def test_fifteen_wrong_codes_in_a_life_lock_for_good(desk, clock):
    office = UserFactory(back_office=True)
    for _day in range(2):
        exhaust_the_day(desk)
        clock.shift(DAY)
        desk.lift(by=office)
    last = exhaust_the_day(desk)
    assert [lock.limit for lock in last.new_locks] == [Limit.WRONG_IN_LIFE]
    lifted = desk.lift(by=office)
    assert lifted.lifted == ()
    assert "définitif" in lifted.sentence
    assert desk.type("123456").kind == Kind.LOCKED
    assert desk.status().wrong_left_today == 0


def test_another_code_is_asked_for_a_minute_later(desk, clock):
    desk.issue()
    clock.shift(20)
    limited = desk.issue(on_demand=True)
    assert limited.kind == TOO_SOON
    assert "40 secondes" in limited.sentence
    assert desk.status().next_send_at == limited.retry_at
    clock.shift(40)
    assert isinstance(desk.issue(on_demand=True), Issued)


def test_asking_too_soon_leaves_the_code_alive(desk, clock):
    issued = desk.issue()
    desk.issue(on_demand=True)
    assert desk.type(issued.code).kind == Kind.ACCEPTED


def test_after_an_error_the_next_code_goes_at_once(desk, clock):
    desk.wrong()
    assert isinstance(desk.issue(), Issued)


def test_ten_codes_go_to_a_number_in_a_day_whatever_the_contract(desk, clock):
    other = Desk(agent=desk.agent)
    for _ in range(5):
        assert isinstance(desk.issue(), Issued)
        assert isinstance(other.issue(), Issued)
    limited = desk.issue()
    assert (limited.kind, limited.locked_now) == (LOCKED, True)
    assert limited.lock.limit == Limit.SENDS_PER_NUMBER
    assert desk.status().live is None
    assert Challenge.objects.count() == 10


def test_another_number_still_gets_its_code(desk):
    for _ in range(10):
        desk.issue()
    assert isinstance(Desk(agent=desk.agent, phone="+33798765432").issue(), Issued)


def test_the_number_is_free_again_a_day_later_for_another_contract(desk, clock):
    for _ in range(10):
        desk.issue()
    clock.shift(DAY)
    assert isinstance(Desk(agent=desk.agent).issue(), Issued)


def test_lifting_a_lock_of_sends_frees_the_number(desk, clock):
    for _ in range(11):
        desk.issue()
    clock.shift(1)
    desk.lift(by=UserFactory(back_office=True))
    assert isinstance(desk.issue(), Issued)


def test_an_agent_who_misses_thirty_codes_types_no_more(desk):
    desks = [Desk(agent=desk.agent, phone=f"+336000000{n:02d}") for n in range(10)]
    results = [each.wrong() for each in desks for _ in range(3)]
    last = results[-1]
    assert last.kind == Kind.LOCKED
    assert [lock.limit for lock in last.new_locks] == [Limit.WRONG_PER_AGENT]
    assert last.needs_new_code
    assert {result.kind for result in results[:-1]} == {Kind.WRONG}


def test_the_client_of_a_blocked_agent_still_signs_alone(desk, settings):
    settings.CODE_WRONG_PER_AGENT_PER_DAY = 2
    Desk(agent=desk.agent).wrong()
    Desk(agent=desk.agent).wrong()
    issued = desk.issue()
    assert desk.type(issued.code).kind == Kind.LOCKED
    assert desk.status().lock.limit == Limit.WRONG_PER_AGENT
    assert desk.type(issued.code, client=True).kind == Kind.ACCEPTED


def test_a_colleague_types_while_the_agent_is_blocked(desk, settings):
    settings.CODE_WRONG_PER_AGENT_PER_DAY = 1
    desk.wrong()
    colleague = Desk(about=desk.about, agent=UserFactory())
    assert colleague.type(desk.issue().code).kind == Kind.ACCEPTED


def test_the_back_office_frees_an_agent(desk, settings, clock):
    settings.CODE_WRONG_PER_AGENT_PER_DAY = 1
    desk.wrong()
    clock.shift(1)
    with transaction.atomic():
        lifting.lift(about=desk.agent, purpose=TYPING, by=UserFactory(back_office=True), reason="Vu avec l’agence")
    assert desk.type(desk.issue().code).kind == Kind.ACCEPTED


def test_a_client_s_wrong_codes_do_not_count_for_the_agent(desk, settings):
    settings.CODE_WRONG_PER_AGENT_PER_DAY = 1
    desk.wrong(client=True)
    assert desk.type(desk.issue().code).kind == Kind.ACCEPTED


def test_a_limit_lowered_since_locks_before_it_reads(desk, settings):
    desk.wrong()
    issued = desk.issue()
    settings.CODE_WRONG_PER_DAY = 1
    result = desk.type(issued.code)
    assert (result.kind, result.locked_now) == (Kind.LOCKED, True)
    assert desk.status().live is None


def test_locks_are_listed_oldest_first(desk, clock):
    other = Desk(agent=desk.agent, phone="+33798765432")
    exhaust_the_day(other)
    clock.shift(60)
    exhaust_the_day(desk)
    assert [lock.about_id for lock in lifting.open_locks()] == [str(other.about.pk), str(desk.about.pk)]


@pytest.mark.django_db(transaction=True)
def test_codes_are_handled_in_the_transaction_of_their_subject():
    from portal.codes import checking, issuing
    from portal.codes.challenges import kill

    desk = Desk()
    where = {"about": desk.about, "purpose": "tests.signature"}
    with pytest.raises(transaction.TransactionManagementError):
        issuing.issue(**where, phone=desk.phone)
    with pytest.raises(transaction.TransactionManagementError):
        checking.check(**where, challenge_id="", code="123456", channel="client", phone=desk.phone)
    with pytest.raises(transaction.TransactionManagementError):
        kill(**where, reason="edited")


def test_a_wrong_code_is_never_the_right_one():
    assert other_than("999999") == "000000"
