import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal import celery
from portal.messaging import tasks
from portal.messaging.models import Message
from tests.factories.messages import queued_sms

ROOT = Path(__file__).resolve().parents[2]
WAKE = """
import time, django
django.setup()
from portal.celery import wake
start = time.monotonic()
for _ in range(5):
    wake("messaging.deliver", 1)
print(time.monotonic() - start)
"""


def test_five_messages_with_a_dead_broker_cost_a_page_almost_nothing(tmp_path):
    environment = {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "VAR_DIR": str(tmp_path),
        "LOG_LEVEL": "ERROR",
    }
    run = subprocess.run(
        [sys.executable, "-c", WAKE], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert float(run.stdout) < 2


def test_after_a_failed_wake_up_the_broker_is_left_alone_a_while(monkeypatch):
    calls = []

    def refuse(name, **options):
        calls.append(options)
        raise ConnectionError

    monkeypatch.setattr(celery, "_silence", {"until": 0.0})
    monkeypatch.setattr(celery.app, "send_task", refuse)
    celery.wake("messaging.deliver", 1)
    celery.wake("messaging.deliver", 2)
    assert len(calls) == 1
    assert calls[0]["retry"] is False
    monkeypatch.setattr(celery, "_silence", {"until": time.monotonic() - 1})
    celery.wake("messaging.deliver", 3)
    assert len(calls) == 2


def test_a_message_is_written_though_nobody_can_be_woken(db, monkeypatch, commit_hooks):
    def refuse(name, **options):
        raise ConnectionError

    monkeypatch.setattr(celery, "_silence", {"until": 0.0})
    monkeypatch.setattr(celery.app, "send_task", refuse)
    with commit_hooks():
        message = queued_sms()
    assert Message.objects.filter(pk=message.pk).exists()


@pytest.mark.parametrize("name", ["messaging.deliver", "messaging.sweep"])
def test_workers_know_the_tasks_by_name(name):
    celery.app.loader.import_default_modules()
    assert name in celery.app.tasks


def test_the_tasks_do_what_their_names_say(db):
    first, second = queued_sms(), queued_sms()
    tasks.deliver(first.pk)
    tasks.sweep()
    assert set(Message.objects.values_list("pk", "state")) == {(first.pk, "delivered"), (second.pk, "delivered")}
