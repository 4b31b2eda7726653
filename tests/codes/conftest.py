import pytest
import time_machine

from tests.codes.desk import Desk

NOON = "2026-03-10T12:00:00+01:00"


@pytest.fixture
def desk(db) -> Desk:
    return Desk()


@pytest.fixture
def clock():
    """Noon on a day of March; `clock.shift(seconds)` lets time go by."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller
