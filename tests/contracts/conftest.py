import pytest
import time_machine

from tests.factories.contracts import ContractFactory

NOON = "2026-03-10T12:00:00+01:00"


@pytest.fixture
def contract():
    return ContractFactory(awaiting_client=True)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller
