"""Deadlines in words: the hour of today, the name of a near day, a date further off; no tenths of days."""

from datetime import datetime

import pytest
import time_machine
from django.utils.translation import override

from portal.core.values import deadlines
from portal.core.values.dates import PARIS

NOW = datetime(2026, 3, 12, 14, 0, tzinfo=PARIS)  # a Thursday


def at(day: int, hour: int, minute: int = 0, *, month: int = 3, second: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, second, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (at(12, 10), "En retard depuis 10\u00a0h"),
        (at(12, 9, 5), "En retard depuis 9\u00a0h\u00a005"),
        (at(11, 23, 59, second=59), "En retard depuis aujourd’hui"),
        (at(11, 17), "En retard depuis hier"),
        (at(9, 23, 59, second=59), "En retard depuis mardi"),
        (at(6, 10), "En retard depuis vendredi"),
        (at(5, 10), "En retard depuis le 5 mars"),
    ],
)
def test_what_is_late_says_since_when(until, told):
    with time_machine.travel(NOW, tick=False):
        assert deadlines.late_since(until) == told


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (at(12, 18), "Répondre avant 18\u00a0h"),
        (at(13, 10, 30), "Répondre avant demain 10\u00a0h\u00a030"),
        (at(16, 10), "Répondre avant lundi 10\u00a0h"),
        (at(16, 23, 59, second=59), "Répondre lundi au plus tard"),
        (at(12, 23, 59, second=59), "Répondre aujourd’hui au plus tard"),
        (at(1, 10, month=4), "Répondre avant le 1er avril"),
    ],
)
def test_what_is_due_says_by_when(until, told):
    with time_machine.travel(NOW, tick=False):
        assert deadlines.answer_before(until) == told


def test_english_readers_read_their_own_days_and_hours():
    with time_machine.travel(NOW, tick=False), override("en"):
        assert "Monday 10:00" in deadlines.answer_before(at(16, 10))
        assert "Tuesday" in deadlines.late_since(at(10, 10))
