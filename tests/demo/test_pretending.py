"""The past can be pretended, and only the past."""

import threading
from datetime import datetime, timedelta

import pytest

from portal.core.values import dates

PAST = datetime(2025, 7, 14, 10, 0, tzinfo=dates.PARIS)


def test_now_and_today_are_those_that_are_pretended():
    with dates.pretending(PAST):
        assert dates.now() == PAST
        assert dates.today() == PAST.date()
    assert dates.now() > PAST


def test_an_error_inside_brings_the_present_back():
    with pytest.raises(ZeroDivisionError), dates.pretending(PAST):
        1 / 0  # noqa: B018
    assert dates.now() > PAST


def test_one_past_inside_another_gives_way_to_it_again():
    earlier = PAST - timedelta(days=1)
    with dates.pretending(PAST):
        with dates.pretending(earlier):
            assert dates.now() == earlier
        assert dates.now() == PAST


def test_another_thread_keeps_the_present():
    seen = []
    with dates.pretending(PAST):
        thread = threading.Thread(target=lambda: seen.append(dates.now()))
        thread.start()
        thread.join()
    assert seen[0] > PAST


@pytest.mark.parametrize(
    "moment", [PAST.replace(tzinfo=None), dates.now() + timedelta(hours=1)], ids=["naive", "future"]
)
def test_a_future_or_naive_moment_is_refused(moment):
    with pytest.raises(ValueError, match="past"), dates.pretending(moment):
        pass
