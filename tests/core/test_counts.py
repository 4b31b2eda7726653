"""What waits, counted for every page: the query is kept for a minute, its moments are always now."""

from datetime import UTC, datetime, timedelta

from portal.core.counts import _Plan, shown

MADE = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_the_moments_of_a_kept_query_move_on_with_the_clock():
    plan = _Plan(MADE, ("news",), "SELECT 1", (MADE, "agent", MADE - timedelta(days=7), 3))
    later = timedelta(seconds=40)
    assert plan.at(MADE + later).params == (MADE + later, "agent", MADE - timedelta(days=7) + later, 3)
    assert plan.at(MADE) == plan


def test_a_number_too_long_for_its_place_says_more():
    assert [shown(number) for number in (3, 99, 100)] == ["3", "99", "99+"]
    assert shown(1000, 1000) == "999+"
