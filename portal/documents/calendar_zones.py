"""The time zone of calendar files, as every reader understands it: two rules, no list of dates.

The library lists each change of clock since 1976, of which some readers take the first for all.
"""

from datetime import datetime, timedelta
from importlib import import_module

from portal.core.values import dates

WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)
SINCE = 1996  # when the European Union settled both changes (directive 94/21/EC)


def paris_time():
    """Return a VTIMEZONE of Europe/Paris: summer time from the last Sunday of March to the last one of October."""
    zone = import_module("icalendar").Timezone()
    zone.add("tzid", str(dates.PARIS))
    zone.add_component(_part("TimezoneDaylight", "CEST", WINTER, SUMMER, datetime(SINCE, 3, 31, 2)))  # noqa: DTZ001 - local times, by definition
    zone.add_component(_part("TimezoneStandard", "CET", SUMMER, WINTER, datetime(SINCE, 10, 27, 3)))  # noqa: DTZ001
    return zone


def _part(kind: str, name: str, before: timedelta, after: timedelta, first: datetime):
    part = getattr(import_module("icalendar"), kind)()
    part.add("dtstart", first)
    part.add("rrule", {"freq": "yearly", "bymonth": first.month, "byday": "-1su"})
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("tzname", name)
    return part
