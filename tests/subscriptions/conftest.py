import pytest

from subscriptions.payments.purposes import PURPOSES
from tests.factories import payments


@pytest.fixture(autouse=True)
def told(monkeypatch):
    """What the purpose of the tests was told, in order."""
    monkeypatch.setitem(PURPOSES.held, payments.PURPOSE.name, payments.PURPOSE)
    payments.TOLD.clear()
    return payments.TOLD
