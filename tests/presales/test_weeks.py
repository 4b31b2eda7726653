"""The week of an expert as a grid, and the slots that are suggested: rules without a database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from portal.core.values import dates
from presales.meetings import rules, suggesting, weeks
from presales.meetings.rules import Proposal
from presales.meetings.weeks import State

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=dates.PARIS)  # a Monday
MONDAY = date(2026, 12, 21)


@dataclass(frozen=True)
class Person:
    pk: int = 1


@dataclass(frozen=True)
class Busy:
    start: datetime
    end: datetime
    is_held: bool = False


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)


def at(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=dates.PARIS)


def busy(day: int, hour: int, *, hours: int = 1, month: int = 12, held: bool = False) -> Busy:
    start = at(day, hour, month=month)
    return Busy(start, start + timedelta(hours=hours), held)


def states(*, monday=MONDAY, minutes=60, found=(), picked=(), half_days=frozenset()) -> dict:
    shown = weeks.Shown(monday, monday, minutes, list(found), list(picked), Person(), monday, half_days, NOW)
    grid = weeks.grid_of(shown)
    return {cell.value: cell for _hour, cells in grid.rows for cell in cells}


def test_grid_has_half_hours_of_working_hours_on_seven_days():
    cells = states()
    assert len(cells) == 7 * 18
    assert (cells["2026-12-21T09:00"].state, cells["2026-12-21T17:30"].state) == (State.FREE, State.TIGHT)
    assert states(minutes=30)["2026-12-21T17:30"].state == State.FREE


def test_week_ends_holidays_and_past_hours_cannot_be_picked():
    cells = states()
    assert cells["2026-12-25T10:00"].state == State.CLOSED
    assert cells["2026-12-26T10:00"].state == State.CLOSED
    this_week = states(monday=date(2026, 11, 23))
    assert this_week["2026-11-23T10:00"].state == State.PAST
    assert this_week["2026-11-23T10:30"].state == State.FREE


def test_busy_half_hours_and_what_is_too_short_before_them_are_shown():
    cells = states(found=[busy(21, 11), busy(22, 14, held=True)])
    assert cells["2026-12-21T10:00"].state == State.FREE
    assert cells["2026-12-21T10:30"].state == State.TIGHT
    assert cells["2026-12-21T11:00"].state == cells["2026-12-21T11:30"].state == State.TAKEN
    assert cells["2026-12-22T14:30"].state == State.HELD
    assert cells["2026-12-22T15:00"].is_button


def test_picked_date_covers_its_length_and_its_hour_for_others():
    mine = Proposal(at(21, 10), at(21, 11), Person())
    others = Proposal(at(22, 10), at(22, 12), Person(2))
    cells = states(picked=[mine, others])
    assert cells["2026-12-21T10:00"].state == State.PICKED
    assert cells["2026-12-21T10:30"].state == State.COVERED
    assert cells["2026-12-22T10:00"].state == State.COVERED, "two dates never begin at once"
    assert cells["2026-12-22T10:30"].state == State.FREE


def test_preferred_half_days_are_marked():
    cells = states(half_days=frozenset({(1, True)}))
    assert cells["2026-12-22T13:00"].preferred
    assert not cells["2026-12-22T12:30"].preferred
    assert not cells["2026-12-21T14:00"].preferred


@pytest.mark.parametrize("text", ["", "2026-W00", "2026-W54", "26-W10", "2026-W1x", "2030-W10", "٢٠٢٦-W49", "2026-W"])
def test_a_week_that_is_none_is_ignored(text):
    assert weeks.week_in(text) is None


def test_week_is_read_as_it_is_written():
    assert weeks.week_in("2026-W52") == MONDAY
    assert weeks.week_name(MONDAY) == "2026-W52"


@pytest.mark.parametrize(
    "text", ["", "2026-12-21", "2026-12-21 10:00", "2026-12-32T10:00", "x" * 16, "0001-01-01T0x:00"]
)
def test_a_moment_that_is_none_is_ignored(text):
    assert weeks.moment_of(text) is None


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (at(21, 8, 30), at(21, 9, 30)),
        (at(21, 17, 30), at(21, 18, 30)),
        (at(21, 10, 10), at(21, 11)),
        (at(26, 10), at(26, 11)),
    ],
)
def test_slots_off_the_grid_have_a_problem(start, end):
    assert rules.hours_problem(start, end)


@pytest.mark.parametrize(("hour", "hours"), [(5, 1), (20, 2), (23, 2)])
def test_nobody_meets_at_night_whatever_is_typed(hour, hours):
    start = at(21, hour)
    assert "entre 7 h et 21 h" in rules.slot_problem(start, start + timedelta(hours=hours), NOW).replace("\u00a0", " ")


# --- suggestions --------------------------------------------------------------------------------------


def suggest(**more) -> list[datetime]:
    given = {
        "wished_on": date(2026, 12, 8),
        "half_days": frozenset(),
        "busy": [],
        "minutes": 60,
        "now": NOW,
        "count": 3,
        "but": frozenset(),
    }
    return suggesting.suggest(**(given | more))


def test_wished_day_is_suggested_with_the_nearest_days_at_a_liked_hour():
    assert suggest() == [at(7, 10), at(8, 10), at(9, 10)]


def test_preferred_half_days_come_after_the_wished_day_and_before_others():
    thursdays = suggest(half_days=frozenset({(3, True)}))
    assert thursdays == [at(3, 14), at(8, 10), at(10, 14)]


def test_busy_hours_and_days_already_picked_are_left_out():
    found = suggest(busy=[busy(8, 9, hours=9), busy(7, 10)], but=frozenset({date(2026, 12, 9)}))
    assert found == [at(7, 14), at(10, 10), at(11, 10)]


def test_a_wish_that_is_past_or_a_day_off_leads_to_the_next_working_days():
    assert suggest(wished_on=date(2026, 11, 20)) == [at(day, 10, month=11) for day in (24, 25, 26)]
    assert [start.day for start in suggest(wished_on=date(2026, 12, 25))] == [22, 23, 24]


def test_suggestions_are_never_today_and_leave_lunch_alone():
    assert all(start.date() > NOW.date() for start in suggest(wished_on=NOW.date()))
    long = suggest(minutes=180)
    assert all(start.hour in (9, 14) for start in long)


def test_fewer_are_suggested_where_nothing_is_free():
    always = Busy(NOW, NOW + timedelta(days=400))
    assert suggest(busy=[always]) == []
