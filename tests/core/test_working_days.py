"""Working days that have come since a day: what ages and deadlines of the back-office are counted in."""

from datetime import date

import pytest

from portal.core.values import dates

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 3, day) for day in (6, 7, 8, 9))
EASTER_MONDAY = date(2026, 4, 6)


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        (MONDAY, MONDAY, 0),
        (FRIDAY, SATURDAY, 0),
        (FRIDAY, SUNDAY, 0),
        (FRIDAY, MONDAY, 1),
        (SATURDAY, MONDAY, 1),
        (date(2026, 4, 3), EASTER_MONDAY, 0),
        (date(2026, 4, 3), date(2026, 4, 8), 2),
        (MONDAY, FRIDAY, 0),
    ],
)
def test_week_ends_and_holidays_do_not_age_anything(since, until, count):
    assert dates.working_days_between(since, until) == count


@pytest.mark.parametrize("until", [FRIDAY, SATURDAY, SUNDAY, MONDAY, EASTER_MONDAY, date(2026, 5, 11)])
@pytest.mark.parametrize("count", [0, 1, 2, 5, 10])
def test_the_first_day_within_is_the_oldest_of_that_age(until, count):
    first = dates.first_day_within(count, until)
    assert dates.working_days_between(first, until) <= count
    assert dates.working_days_between(first - dates.timedelta(days=1), until) == count + 1


@pytest.mark.parametrize("day", [MONDAY, date(2026, 3, 11), date(2026, 3, 15)])
def test_a_week_begins_on_monday(day):
    assert dates.week_of(day) == MONDAY
