"""Week of one expert as a grid: days across, half hours of the working hours down. No database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from django.utils.formats import date_format

from portal.core.values import dates
from presales.meetings import rules
from presales.meetings.rules import Proposal

DAYS = 7
FIRST_AFTERNOON_HOUR = 13
HalfDays = frozenset[tuple[int, bool]]  # (weekday, whether it is the afternoon)


class State(StrEnum):
    """What a half hour is, for the expert and the length that are shown."""

    FREE = "free"
    PICKED = "picked"
    COVERED = "covered"  # within a picked date
    TAKEN = "taken"
    HELD = "held"
    TIGHT = "tight"  # free, but too short before what follows
    PAST = "past"
    CLOSED = "closed"


@dataclass(frozen=True)
class Cell:
    start: datetime
    state: State
    preferred: bool
    day: str
    is_shown: bool

    @property
    def value(self) -> str:
        return f"{self.start:%Y-%m-%dT%H:%M}"

    @property
    def is_button(self) -> bool:
        return self.state in (State.FREE, State.PICKED)

    @property
    def is_picked(self) -> bool:
        return self.state == State.PICKED

    @property
    def key(self) -> str:
        return f"{self.start:%Y%m%d-%H%M}"

    @property
    def hour(self) -> str:
        return rules.hour_in_words(self.start)


@dataclass(frozen=True)
class Column:
    """A day; on a phone only the one that `is_shown`."""

    day: date
    closed: bool
    is_wished: bool
    is_shown: bool

    @property
    def weekday(self) -> str:
        return date_format(self.day, "D")

    @property
    def words(self) -> str:
        return rules.day_in_words(self.day)


@dataclass(frozen=True)
class Grid:
    columns: list[Column]
    rows: list[tuple[str, list[Cell]]]

    @property
    def shown_day_is_full(self) -> bool:
        """Return whether a phone has nothing to show of its day."""
        return not any(cell.is_button for _hour, cells in self.rows for cell in cells if cell.is_shown)


@dataclass(frozen=True)
class Shown:
    """What a grid is drawn from: the busy slots of the expert, the dates picked so far, and the wishes."""

    monday: date
    day: date
    minutes: int
    busy: list
    picked: list[Proposal]
    expert: object
    wished_on: date
    half_days: HalfDays
    now: datetime


def week_in(text: str) -> date | None:
    """Return the Monday of a week written as in ISO 8601; None for anything else, or more than a year away."""
    year, _w, week = text.partition("-W")
    if not (len(year) == 4 and year.isascii() and year.isdigit() and week.isascii() and week.isdigit()):
        return None
    try:
        monday = date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return None
    return monday if abs((monday - dates.today()).days) <= rules.FURTHEST_DAYS + DAYS else None


def week_name(monday: date) -> str:
    """Return the week as in ISO 8601: the year, W and the number."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02}"


def starts_of(day: date) -> Iterator[datetime]:
    """Yield the half hours of the working hours of a day, in Paris."""
    moment = datetime.combine(day, rules.OPENS, tzinfo=dates.PARIS)
    while moment.time() < rules.CLOSES:
        yield moment
        moment += rules.STEP  # clocks change at night only


def end_of(start: datetime, minutes: int) -> datetime:
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(dates.PARIS)


def is_preferred(start: datetime, half_days: HalfDays) -> bool:
    return (start.weekday(), start.hour >= FIRST_AFTERNOON_HOUR) in half_days


def overlapping(slots: Iterable, start: datetime, end: datetime):
    """Return the first of `slots` within these moments, or None."""
    return next((slot for slot in slots if slot.start < end and slot.end > start), None)


def grid_of(shown: Shown) -> Grid:
    days = [shown.monday + timedelta(days=step) for step in range(DAYS)]
    columns = [Column(day, not dates.is_working_day(day), day == shown.wished_on, day == shown.day) for day in days]
    by_day = [[_cell(shown, column, start) for start in starts_of(column.day)] for column in columns]
    return Grid(columns, [(cells[0].hour, list(cells)) for cells in zip(*by_day, strict=True)])


def _cell(shown: Shown, column: Column, start: datetime) -> Cell:
    state = State.CLOSED if column.closed else _state(shown, start)
    return Cell(start, state, is_preferred(start, shown.half_days), column.words, column.is_shown)


def _state(shown: Shown, start: datetime) -> State:
    mine = [each for each in shown.picked if each.expert.pk == shown.expert.pk]
    half_hour, whole = end_of(start, 30), end_of(start, shown.minutes)
    if any(each.start == start for each in mine):
        return State.PICKED
    if start <= shown.now:
        return State.PAST
    if overlapping(mine, start, half_hour) or any(each.start == start for each in shown.picked):
        return State.COVERED
    if slot := overlapping(shown.busy, start, half_hour):
        return State.HELD if slot.is_held else State.TAKEN
    if rules.hours_problem(start, whole) or overlapping([*mine, *shown.busy], start, whole):
        return State.TIGHT
    return State.FREE


def first_day_shown(monday: date, wished_on: date, today: date) -> date:
    """Return the day that a phone shows first: the wished one, else the first working day to come."""
    days = [monday + timedelta(days=step) for step in range(DAYS)]
    if wished_on in days and wished_on >= today and dates.is_working_day(wished_on):
        return wished_on
    return next((day for day in days if day >= today and dates.is_working_day(day)), monday)


def moment_of(text: str) -> datetime | None:
    """Return the half hour `2026-12-01T10:00` in Paris; None for anything else."""
    if len(text) != 16 or text[10] != "T":
        return None
    try:
        return rules.moment_in_paris(date.fromisoformat(text[:10]), time.fromisoformat(text[11:]))
    except (ValueError, OverflowError):
        return None
