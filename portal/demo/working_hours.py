"""The hours of a company: working days before today, moments in them, the next free one."""

import random
from datetime import date, datetime, time, timedelta

from portal.core.values import dates

OPENS, CLOSES = time(9, 0), time(18, 15)
LUNCH = (time(12, 30), time(13, 45))
REACH = 60  # working days back
UNREAD = timedelta(days=3)  # notices older than this are read


class WorkingHours:
    """Working moments, drawn with `rng`, none later than `now`."""

    def __init__(self, rng: random.Random, now: datetime):
        self.rng = rng
        self.now = now.replace(microsecond=0)
        self.days = _working_days_before(now.astimezone(dates.PARIS).date())

    def back(self, count: int) -> date:
        """The `count`-th working day before today, 1 to `REACH`."""
        return self.days[-count]

    def moment(self, count: int) -> datetime:
        """An hour of work, `count` working days ago."""
        return self._hour_of(self.back(count), OPENS)

    def ago(self, minutes: float) -> datetime:
        """So many real minutes ago, office hours or not."""
        return self.now - timedelta(minutes=minutes)

    def soon(self, at: datetime, shortest: float, longest: float) -> datetime:
        """Between `shortest` and `longest` minutes after `at`."""
        return at + timedelta(seconds=round(60 * self.rng.uniform(shortest, longest)))

    def later(self, at: datetime, days: int) -> datetime:
        """An hour of work `days` working days after `at`; yesterday's last hours when that is not over yet."""
        today = dates.next_working_day(at.astimezone(dates.PARIS).date())
        position = min(self.days.index(today) + days, REACH - 1)
        after = at.astimezone(dates.PARIS).time() if days == 0 else OPENS
        return max(self._hour_of(self.days[position], after), at + timedelta(minutes=3))

    def _hour_of(self, day: date, after: time) -> datetime:
        first, last = _minutes(after), _minutes(CLOSES)
        minute = self.rng.randint(min(first + 5, last), last)
        if _minutes(LUNCH[0]) <= minute < _minutes(LUNCH[1]):
            minute = _minutes(LUNCH[1]) + minute % 40
        return datetime.combine(day, time(minute // 60, minute % 60, self.rng.randrange(60)), tzinfo=dates.PARIS)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _working_days_before(today: date) -> list[date]:
    found, day = [], today - timedelta(days=1)
    while len(found) < REACH:
        if dates.is_working_day(day):
            found.append(day)
        day -= timedelta(days=1)
    return found[::-1]
