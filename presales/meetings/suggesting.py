"""Free slots worth proposing: the wished day first, then the preferred half-days, each on another day. No database."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from portal.core.values import dates
from presales.meetings import rules
from presales.meetings.weeks import HalfDays, end_of, is_preferred, overlapping, starts_of

BEFORE, AFTER = timedelta(days=14), timedelta(days=42)  # around the wished day
# People like to meet in mid-morning or mid-afternoon, and nobody at lunch.
LIKED = [*(time(hour) for hour in (10, 14, 15, 11, 16, 9)), *(time(hour, 30) for hour in (9, 14, 10, 15))]
LUNCH = time(12), time(14)


def period(wished_on: date, today: date) -> tuple[date, date]:
    """Return the first and the last day that may be suggested: from tomorrow on, around the wished day."""
    first = dates.add_working_days(today, 1)
    middle = max(wished_on, first)
    return max(first, middle - BEFORE), min(middle + AFTER, today + timedelta(days=rules.FURTHEST_DAYS))


def suggest(
    *, wished_on: date, half_days: HalfDays, busy: list, minutes: int, now: datetime, count: int, but: frozenset[date]
) -> list[datetime]:
    """Return at most `count` free starts in time order, none on the days of `but`.

    `busy` are the slots to avoid within `period`: the expert's, and dates that were declined before.
    """
    first, last = period(wished_on, now.astimezone(dates.PARIS).date())
    found: dict[date, datetime] = {}
    candidates = [start for day in _working_days(first, last) if day not in but for start in _liked_of(day)]
    candidates.sort(key=lambda start: _rank(start, max(wished_on, first), half_days))
    for start in candidates:
        if len(found) == count:
            break
        day, end = start.date(), end_of(start, minutes)
        if day not in found and not _touches_lunch(start, end) and not rules.hours_problem(start, end):
            if not rules.slot_problem(start, end, now) and not overlapping(busy, start, end):
                found[day] = start
    return sorted(found.values())


def _working_days(first: date, last: date) -> Iterator[date]:
    for step in range((last - first).days + 1):
        if dates.is_working_day(day := first + timedelta(days=step)):
            yield day


def _liked_of(day: date) -> list[datetime]:
    return [start for start in starts_of(day) if start.time() in LIKED]


def _rank(start: datetime, wished_on: date, half_days: HalfDays) -> tuple:
    day = start.date()
    unloved = bool(half_days) and not is_preferred(start, half_days)
    return day != wished_on, unloved, abs((day - wished_on).days), day, LIKED.index(start.time())


def _touches_lunch(start: datetime, end: datetime) -> bool:
    return start.time() < LUNCH[1] and end.time() > LUNCH[0]
