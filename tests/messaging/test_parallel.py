"""Several workers, real connections, and a worker that is killed."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from portal.core.values import dates
from portal.messaging import delivery
from portal.messaging.content import Content
from portal.messaging.gateways import gateway_for
from portal.messaging.models import DemoDelivery, Message
from portal.messaging.outbox import enqueue
from portal.messaging.states import State
from tests.codes.together import together
from tests.factories.messages import MOBILE, queued_sms
from tests.messaging.stand_ins import Twilio
from tests.operations_portal.processes import database_url

ROOT = Path(__file__).resolve().parents[2]


def write_same_fact(number: int) -> int:
    with transaction.atomic():
        content = Content(text=f"écrit par {number}")
        message = enqueue(content=content, channel="sms", recipient=MOBILE, dedupe="contract:1:signed")
        time.sleep(0.02)
    return message.pk


@pytest.mark.postgres
def test_the_same_fact_written_by_ten_at_once_is_one_row(transactional_db):
    written = together(10, write_same_fact)
    assert written == [Message.objects.get().pk] * 10


@pytest.mark.postgres
def test_a_message_is_sent_once_however_many_workers_want_it(transactional_db, provider):
    messages = [queued_sms() for _ in range(10)]
    provider.before_answer = lambda message: time.sleep(0.005)
    together(8, lambda number: [delivery.deliver(message.pk) for message in messages])
    assert sorted(pk for pk, _text in provider.sent) == [message.pk for message in messages]
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


@pytest.mark.postgres
def test_control_without_the_claim_it_would_be_sent_several_times(transactional_db, provider, monkeypatch):
    def claim_without_condition(pk):
        Message.objects.filter(pk=pk).update(state=State.SENDING, lease_until=dates.now() + delivery.LEASE)
        return Message.objects.get(pk=pk)

    monkeypatch.setattr(delivery, "claim", claim_without_condition)
    provider.before_answer = lambda message: time.sleep(0.05)
    message = queued_sms()
    together(4, lambda number: delivery.deliver(message.pk))
    assert len(provider.sent) > 1


WORKER = """
import django
django.setup()
from django.conf import settings
settings.SMS_GATEWAY, settings.TWILIO_API_BASE = "twilio", {url!r}
settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, settings.TWILIO_FROM = "AC" + "a" * 32, "t", "+33644600000"
from portal.messaging import delivery
delivery.deliver({pk})
"""


@pytest.fixture
def twilio(settings):
    stand_in = Twilio()
    settings.SMS_GATEWAY, settings.TWILIO_API_BASE = "twilio", stand_in.url
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = "AC" + "a" * 32, "t"
    settings.TWILIO_FROM = "+33644600000"
    yield stand_in
    stand_in.stop()


def test_a_worker_killed_between_sending_and_writing_it_down_does_not_send_twice(transactional_db, twilio):
    twilio.how = "hang"
    message = queued_sms("code 482 913", sensitive=True)
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER.format(url=twilio.url, pk=message.pk)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url()},
    )
    limit = time.monotonic() + 30
    while not twilio.ledger and worker.poll() is None and time.monotonic() < limit:
        time.sleep(0.02)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    message.refresh_from_db()
    assert (message.state, len(twilio.ledger)) == (State.SENDING, 1)

    Message.objects.update(lease_until=dates.now() - timedelta(seconds=1))
    twilio.how = "take"
    delivery.sweep()
    message.refresh_from_db()
    assert (message.state, message.provider_id) == (State.SENT, twilio.ledger[0]["sid"])
    assert len(twilio.ledger) == 1


def test_the_provider_is_called_outside_any_transaction(transactional_db, provider):
    inside = []
    provider.before_answer = lambda message: inside.append(connection.in_atomic_block)
    delivery.deliver(queued_sms().pk)
    assert inside == [False]


def test_the_demo_gateway_stands_for_both_channels(transactional_db):
    assert gateway_for("sms").name == gateway_for("email").name == "demo"
    delivery.deliver(queued_sms().pk)
    assert DemoDelivery.objects.count() == 1
