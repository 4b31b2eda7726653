"""What waits, counted for every page: the query is kept for a minute, its moments are always now."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.core.prepared_queries import counts
from portal.news.plug import UNREAD
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory
from tests.factories.news import NewsFactory


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_moments_of_a_kept_query_move_on_with_the_clock():
    start = timezone.now()
    NewsFactory(publish_at=start + timedelta(seconds=30))
    with time_machine.travel(start, tick=False) as clock:
        assert counts.of(UserFactory())[UNREAD] == 0
        clock.shift(40)
        assert counts.of(UserFactory())[UNREAD] == 1


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_query_kept_for_a_colleague_counts_what_is_ones_own():
    first, second = UserFactory.create_batch(2)
    drafts = "board.contracts.drafts"
    ContractFactory(owner=second)
    assert counts.of(first)[drafts] == 0
    assert counts.of(second)[drafts] == 1


def test_a_number_too_long_for_its_place_says_more():
    assert [counts.shown(number) for number in (3, 99, 100)] == ["3", "99", "99+"]
    assert counts.shown(1000, 1000) == "999+"
