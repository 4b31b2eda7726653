"""Durations in working days: nights count, weekends and public holidays do not."""

from datetime import date, datetime, time, timedelta

from portal.core.values import dates

DAY_SECONDS = 86_400


def working_seconds(start: datetime, end: datetime) -> int:
    """Return the seconds from `start` to `end` that fall on working days in Paris; a full day counts 86,400."""
    start, end = start.astimezone(dates.PARIS), end.astimezone(dates.PARIS)
    if end <= start:
        return 0
    total, day = 0, start.date()
    while day <= end.date():
        if dates.is_working_day(day):
            begins = _of_day(start) if day == start.date() else 0
            ends = _of_day(end) if day == end.date() else DAY_SECONDS
            total += ends - begins
        day += timedelta(days=1)
    return total


def after_working_seconds(start: datetime, seconds: int) -> datetime:
    """Return when `seconds` of working days have passed since `start`.

    The end of a day is its last second, as midnight would belong to the next day, or to a Saturday.
    """
    moment = start.astimezone(dates.PARIS)
    day, passed = moment.date(), _of_day(moment)
    while True:
        if dates.is_working_day(day):
            left = DAY_SECONDS - passed
            if seconds <= left:
                return _at(day, passed + seconds)
            seconds -= left
        day, passed = day + timedelta(days=1), 0


def _of_day(moment: datetime) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _at(day: date, second: int) -> datetime:
    # Clocks change on Sundays, which are no working days, so local seconds of the day are exact.
    return datetime.combine(day, time.min, tzinfo=dates.PARIS) + timedelta(seconds=min(second, DAY_SECONDS - 1))
