import copy
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from portal.core.values import dates
from portal.messaging.gateways.base import Kind, Outcome


class Provider:
    """A gateway that answers what the test says and remembers what it was given."""

    name = "stand-in"

    def __init__(self):
        self.sent, self.asked = [], []
        self.answers = [Outcome(Kind.SENT, provider_id="X1")]
        self.known = None
        self.before_answer = lambda message: None

    def send(self, message, content):
        self.sent.append((message.pk, content.text))
        self.before_answer(message)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def lookup(self, message, content):
        self.asked.append(message.pk)
        return self.known


@pytest.fixture
def provider(monkeypatch):
    """Takes the place of every gateway."""
    stand_in = Provider()
    monkeypatch.setattr("portal.messaging.delivery.gateway_for", lambda channel: stand_in)
    return stand_in


@pytest.fixture
def clock():
    """`clock(seconds)` moves the time forward."""
    with time_machine.travel(dates.now(), tick=False) as traveller:
        yield lambda seconds: traveller.shift(timedelta(seconds=seconds))


@pytest.fixture
def samples(settings):
    """The templates in `templates/samples` beside this file, as an application's would be."""
    engines = copy.deepcopy(settings.TEMPLATES)
    engines[0]["DIRS"] = [*engines[0]["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = engines
