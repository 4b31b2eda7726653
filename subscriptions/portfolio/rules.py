"""When the back-office must have answered: hours that run from Monday to Friday, holidays included."""

from datetime import datetime, time, timedelta

from portal.core.values.dates import PARIS

SATURDAY = 5


def weekday_deadline(start: datetime, hours: int) -> datetime:
    """Return the instant `hours` after `start` on the clock of Paris, Saturdays and Sundays left out.

    Friday 16:00 and 48 hours give Tuesday 16:00; Saturday 10:00 gives Wednesday 00:00. Clocks change on Sundays, so
    the hours of the wall are those that pass.
    """
    wall = _next_weekday(start.astimezone(PARIS).replace(tzinfo=None))
    left = timedelta(hours=hours)
    while True:
        midnight = datetime.combine(wall.date() + timedelta(days=1), time.min)
        if wall + left < midnight:
            return (wall + left).replace(tzinfo=PARIS)
        left -= midnight - wall
        wall = _next_weekday(midnight)
        if not left:
            return midnight.replace(tzinfo=PARIS)


def _next_weekday(wall: datetime) -> datetime:
    """Return `wall` itself from Monday to Friday, else the start of next Monday."""
    if wall.weekday() < SATURDAY:
        return wall
    return datetime.combine(wall.date() + timedelta(days=7 - wall.weekday()), time.min)
