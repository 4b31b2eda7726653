"""Dates of the portal: Europe/Paris, French working days, legal deadlines. No other module computes one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

PARIS = ZoneInfo("Europe/Paris")
ONE_DAY = timedelta(days=1)
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)  # fmt: skip
ENGLISH_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
# As French short dates have them, with or without a point.
FRENCH_SHORT = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()


_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """This instant, aware; within `pretending`, the instant that is pretended."""
    return _pretended.get() or timezone.now()


@contextmanager
def pretending(moment: datetime) -> Iterator[None]:
    """Let `moment` be now, for demo data and imports of the past: what is written bears the date it had.

    Only for the code called inside; other threads and requests keep the real time. `moment` is aware and not
    in the future, as a history written ahead of time would be a lie: raises `ValueError`.
    """
    if timezone.is_naive(moment) or moment > timezone.now():
        raise ValueError("only an aware moment of the past can be pretended")
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)


def today() -> date:
    """The day it is in Paris."""
    return now().astimezone(PARIS).date()


@lru_cache(maxsize=32)
def _holidays(year: int):
    import holidays  # half a second to import: only when a deadline is computed

    return holidays.France(years=year)


def is_working_day(day: date) -> bool:
    """Return whether `day` is neither Saturday, Sunday nor a public holiday of metropolitan France."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def next_working_day(day: date) -> date:
    """`day` itself if one works on it, else the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day`."""
    for _step in range(count):
        day = next_working_day(day + timedelta(days=1))
    return day


def working_days_between(day: date, until: date) -> int:
    """Return how many working days have come since `day`, which does not count, up to and with `until`."""
    return sum(is_working_day(day + timedelta(days=step)) for step in range(1, (until - day).days + 1))


def first_day_within(count: int, until: date) -> date:
    """The earliest day since which no more than `count` working days have come by `until`."""
    day, passed = until, int(is_working_day(until))
    while passed <= count:
        day -= timedelta(days=1)
        passed += is_working_day(day)
    return day


def week_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def start_of_day(day: date) -> datetime:
    """The first instant of `day` in Paris."""
    return datetime.combine(day, time.min, tzinfo=PARIS)


def end_of_day(day: date) -> datetime:
    """The last second of `day` in Paris."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=PARIS)


def withdrawal_deadline(signed_at: datetime, days: int) -> datetime:
    """The end of the withdrawal period of a contract signed at `signed_at`.

    The day of signature does not count; a period that ends on a Saturday, a Sunday or a public
    holiday is extended to the next working day, 23:59:59 (Code de la consommation, L221-18 and L221-19).
    """
    last = signed_at.astimezone(PARIS).date() + timedelta(days=days)
    return end_of_day(next_working_day(last))


def long_date(day: date | datetime) -> str:
    """`22 novembre 2026`, `1er janvier 2027`; in English `22 November 2026`."""
    day = _in_paris(day)
    if in_english():
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return f"{_french_number(day)} {MONTHS[day.month - 1]} {day.year}"


def month_name(day: date) -> str:
    """`novembre 2026`; in English `November 2026`."""
    names = ENGLISH_MONTHS if in_english() else MONTHS
    return f"{names[day.month - 1]} {day.year}"


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after that of `day`."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def day_and_month(day: date | datetime) -> str:
    """`12 décembre`: where the year goes without saying."""
    return long_date(day).rsplit(" ", 1)[0]


def short_month_date(day: date | datetime) -> str:
    """`22 nov. 2026`; in English `22 Nov 2026`."""
    day = _in_paris(day)
    if in_english():
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1][:3]} {day.year}"
    return f"{_french_number(day)} {FRENCH_SHORT[day.month - 1]} {day.year}"


def at_time(moment: datetime) -> str:
    """`22/11/2026 à 14:03` in Paris."""
    local = _in_paris(moment)
    return _("%(day)s à %(time)s") % {"day": f"{local:%d/%m/%Y}", "time": f"{local:%H:%M}"}


def in_english() -> bool:
    return (get_language() or "").startswith("en")


def _french_number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def _in_paris(day: date | datetime) -> date | datetime:
    return day.astimezone(PARIS) if isinstance(day, datetime) else day
