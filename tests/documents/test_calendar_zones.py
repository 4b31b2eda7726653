"""The zone of calendar files, read by a library that knows nothing of Paris but what the file says."""

import io
from datetime import UTC, datetime

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from portal.core.values import dates
from portal.documents.calendar_zones import paris_time

HOURS = [
    (datetime(2027, 6, 15, 10), 8),
    (datetime(2027, 1, 15, 10), 9),
    (datetime(2027, 3, 28, 1, 59), 0),
    (datetime(2027, 3, 28, 3), 1),
    (datetime(2027, 10, 31, 4), 3),
    (datetime(2040, 7, 1, 10), 8),
]


def as_read() -> str:
    calendar = Calendar()
    calendar.add_component(paris_time())
    return calendar.to_ical().decode()


@pytest.mark.parametrize(("local", "hour"), HOURS)
def test_a_meeting_is_at_its_hour_in_summer_and_in_winter(local, hour):
    zone = tzical(io.StringIO(as_read())).get("Europe/Paris")
    read = local.replace(tzinfo=zone).astimezone(UTC)
    assert read.hour == hour
    assert read == local.replace(tzinfo=dates.PARIS).astimezone(UTC)


def test_the_zone_is_two_rules_and_no_list_of_dates():
    lines = as_read().splitlines()
    assert [lines.count(f"BEGIN:{part}") for part in ("STANDARD", "DAYLIGHT")] == [1, 1]
    assert not any(line.startswith("RDATE") for line in lines)
