import re

import pytest

from subscriptions.payments.purposes import PURPOSES
from tests.factories import payments
from tests.subscriptions.processor import SECRET, Processor
from tests.subscriptions.sheets import checked


@pytest.fixture(autouse=True)
def told(monkeypatch):
    """What the purpose of the tests was told, in order."""
    monkeypatch.setitem(PURPOSES.held, payments.PURPOSE.name, payments.PURPOSE)
    payments.TOLD.clear()
    return payments.TOLD


@pytest.fixture
def processor(httpserver, settings) -> Processor:
    made = Processor()
    httpserver.expect_request(re.compile(r"/v1/.*")).respond_with_handler(made.answer)
    settings.PAYMENT_GATEWAY = "stripe"
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_1", SECRET
    settings.STRIPE_API_BASE = httpserver.url_for("").rstrip("/")
    settings.STRIPE_SECONDS = 0.5
    return made


@pytest.fixture(scope="module")
def failures():
    """Return the assertions that the XML of an invoice fails."""
    with checked() as check:
        yield check
