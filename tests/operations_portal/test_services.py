"""`État des services` and `/sante/pret`: each thing the portal depends on says how it is."""

import json
from datetime import timedelta

import pytest
import redis

from portal.audit.models import Anchor
from portal.core.plugs import probes
from portal.core.values import dates
from portal.messaging.models import Message
from portal.messaging.states import State
from portal.operations import heartbeats
from portal.operations.models import Heartbeat
from portal.operations.services import files, history, machinery, sending
from tests.factories.accounts import UserFactory
from tests.factories.messages import queued_mail, queued_sms

pytestmark = pytest.mark.django_db


def ago(seconds: float):
    return dates.now() - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("seconds", "tone"), [(1, "success"), (machinery.BEAT_LATE + 5, "warning"), (machinery.BEAT_DEAD + 5, "danger")]
)
def test_a_silent_schedule_is_told(seconds, tone):
    heartbeats.beat("beat")
    Heartbeat.objects.filter(name="beat").update(at=ago(seconds))
    found = machinery.schedule()
    assert found.tone == tone
    assert abs(found.seconds - seconds) <= 1
    assert bool(found.advice) == (tone != "success")


def test_workers_that_take_nothing_are_told():
    assert machinery.workers().tone == "neutral"
    heartbeats.beat("worker")
    assert machinery.workers().tone == "success"
    Heartbeat.objects.filter(name="worker").update(at=ago(machinery.WORKER_DEAD + 5))
    assert machinery.workers().tone == "danger"


def test_a_broker_that_is_away_is_told_within_a_second(settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    start = dates.now()
    assert machinery.broker().tone == "danger"
    assert dates.now() - start < timedelta(seconds=1.5)


def test_a_broker_that_answers_nonsense_is_told(settings, monkeypatch):
    def nonsense(*args, **kwargs):
        raise redis.exceptions.InvalidResponse

    settings.CELERY_BROKER_URL = "redis://127.0.0.1:6379/9"
    monkeypatch.setattr(redis.Redis, "ping", nonsense)
    assert machinery.broker().tone == "danger"


@pytest.mark.redis
def test_a_broker_that_answers_says_how_much_waits(settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:6379/9"
    assert machinery.broker().tone == "success"


@pytest.mark.parametrize(("seconds", "tone"), [(5, "success"), (120, "warning"), (1200, "danger")])
def test_the_oldest_waiting_message_is_told(seconds, tone):
    Message.objects.filter(pk=queued_sms().pk).update(due_at=ago(seconds))
    Message.objects.filter(pk=queued_sms().pk).update(due_at=ago(1))
    found = sending.waiting()
    assert (found.tone, found.seconds // 5) == (tone, seconds // 5)


def test_a_message_put_off_is_not_late():
    Message.objects.filter(pk=queued_sms().pk).update(due_at=dates.now() + timedelta(hours=1))
    assert sending.waiting().tone == "success"


def test_what_providers_refused_is_counted_in_words():
    for _ in range(2):
        Message.objects.filter(pk=queued_sms().pk).update(
            error_code="30003", error_sentence="le téléphone est éteint", provider="twilio"
        )
    found = sending.provider_errors()
    assert found.tone == "warning"
    assert "le téléphone est éteint (twilio 30003) × 2" in found.sentence


@pytest.mark.parametrize(("spent", "tone"), [(1, "success"), (8, "warning"), (10, "danger")])
def test_the_budget_of_sms_is_told(settings, spent, tone):
    settings.SMS_DAILY_BUDGET = 10
    for _ in range(spent):
        Message.objects.filter(pk=queued_sms().pk).update(state=State.SENT, sent_at=dates.now())
    assert sending.sms_budget().tone == tone


@pytest.mark.parametrize(("gigabytes", "tone"), [(50, "success"), (3, "warning"), (0.5, "danger")])
def test_a_disk_that_fills_up_is_told(monkeypatch, gigabytes, tone):
    usage = type("Usage", (), {"free": gigabytes * 1024**3})
    monkeypatch.setattr(files.shutil, "disk_usage", lambda path: usage)
    assert files.storage().tone == tone


@pytest.mark.parametrize(
    ("days", "tone", "words"),
    [
        (0, "success", "valable jusqu’au"),
        (3650 - 31, "warning", "il reste 30 jours"),
        (3650 - 2, "danger", "il reste 1 jour."),
        (3650 + 5, "danger", "Expiré le"),
    ],
)
def test_the_end_of_the_certificate_is_told(time_machine, settings, tmp_path, days, tone, words):
    settings.VAR_DIR = tmp_path  # a certificate of its own
    assert files.certificate().tone == "success"
    time_machine.move_to(dates.now() + timedelta(days=days), tick=False)
    found = files.certificate()
    assert (found.tone, words in f"{found.sentence} {found.advice}") == (tone, True), found
    assert "-" not in found.advice


def test_a_certificate_nobody_can_read_is_told(settings):
    settings.SEAL_CERTIFICATE = "/nowhere/seal.p12"
    assert files.certificate().tone == "danger"


def test_an_anchor_that_is_missing_is_told():
    assert history.anchor().tone == "neutral"
    made = Anchor.objects.create(day=dates.today(), last_event=3, events=3, heads=1, root="0" * 64)
    assert history.anchor().tone == "success"
    Anchor.objects.filter(pk=made.pk).update(day=dates.today() - timedelta(days=3))
    assert history.anchor().tone == "warning"


def test_a_backup_that_did_not_come_is_told():
    assert history.backup().tone == "neutral"
    heartbeats.beat("backup")
    assert history.backup().tone == "success"
    Heartbeat.objects.update(at=ago(48 * 3600))
    assert history.backup().tone == "danger"


def test_the_page_shows_what_is_wrong_first(login):
    heartbeats.beat("beat")
    Heartbeat.objects.update(at=ago(3600))
    queued_mail()
    page = login(UserFactory(back_office=True, is_superuser=True)).get("/etat/")
    text = page.content.decode()
    assert page.status_code == 200
    assert text.index("Planificateur") < text.index("Base de données")
    assert "Relancez le processus « beat »" in text


def test_a_probe_that_breaks_hides_no_other(login, monkeypatch):
    def broken():
        raise RuntimeError

    monkeypatch.setitem(probes.PROBES.held, "budget", probes.Probe("budget", "Budget", broken))
    text = login(UserFactory(back_office=True, is_superuser=True)).get("/etat/").content.decode()
    assert "Impossible de vérifier ce service." in text
    assert "Base de données" in text


def test_the_back_office_reads_no_internal_word(login):
    heartbeats.beat("beat")
    Heartbeat.objects.update(at=ago(3600))
    text = login(UserFactory(back_office=True)).get("/etat/").content.decode()
    assert "Prévenez l’administrateur du portail." in text
    assert "Messages en échec" in text
    for internal in ("Planificateur", "Redis", "workers", "SMS_DAILY_BUDGET", "docs/operations.md"):
        assert internal not in text


@pytest.mark.parametrize("role", ["agent", "manager", "presales", "partner", "client"])
def test_the_page_is_for_the_staff(login, role):
    assert login(UserFactory(role=role)).get("/etat/").status_code == 403


def test_a_dead_broker_or_schedule_closes_no_door(client, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    heartbeats.beat("beat")
    Heartbeat.objects.update(at=ago(3600))
    answer = client.get("/sante/pret")
    told = json.loads(answer.content)
    assert answer.status_code == 200
    assert (told["courtier"], told["planificateur"]) == ("en panne", "en panne")
    assert told["secondes"]["planificateur"] >= 3600
