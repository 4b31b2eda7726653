"""One schedule at a time: leases in the database, and two real processes of which one is killed."""

from datetime import timedelta
from unittest import mock

import pytest
import redis
from celery import Celery
from celery.beat import SchedulingError
from django.db import OperationalError
from kombu.exceptions import OperationalError as BrokerError

from portal.core.values import dates
from portal.operations import beat, heartbeats, tasks
from portal.operations.models import Heartbeat
from tests.operations_portal.processes import REDIS, started, until


@pytest.fixture
def patient(monkeypatch):
    """Leases that ask the database each time."""
    monkeypatch.setattr(heartbeats, "RENEW_SECONDS", 0)


def scheduler(monkeypatch, holder="one", **entries) -> beat.LeasedScheduler:
    monkeypatch.setattr(beat, "EMBEDDED_HOLDER", holder)
    monkeypatch.setattr(beat, "close_old_connections", lambda: None)
    monkeypatch.setattr(beat, "connection", mock.Mock())  # the test's own stays open
    app = Celery("schedule", broker="memory://", set_as_current=False)
    app.conf.beat_schedule = {
        name: {"task": f"task.{name}", "schedule": seconds} for name, seconds in (entries or {"often": 3.0}).items()
    }
    return beat.LeasedScheduler(app=app)


@pytest.fixture
def sent(monkeypatch):
    """The entries a scheduler would have sent."""
    names = []
    monkeypatch.setattr(
        beat.LeasedScheduler, "apply_async", lambda self, entry, **_: names.append((self._lease.holder, entry.name))
    )
    return names


@pytest.mark.django_db
def test_a_role_has_one_holder_until_its_lease_ends(patient):
    first, second = heartbeats.Lease("beat", "one"), heartbeats.Lease("beat", "two")
    assert first.keep()
    assert not second.keep()
    assert first.keep()
    Heartbeat.objects.update(lease_until=dates.now() - timedelta(seconds=1))
    assert second.keep()
    assert not first.keep()


@pytest.mark.django_db
def test_a_role_that_is_left_is_free_at_once(patient):
    first, second = heartbeats.Lease("beat", "one"), heartbeats.Lease("beat", "two")
    first.keep()
    first.release()
    assert second.keep()


@pytest.mark.django_db
def test_a_lease_is_renewed_now_and_then_not_at_each_tick(django_assert_num_queries):
    lease = heartbeats.Lease("beat", "one")
    lease.keep()
    with django_assert_num_queries(0):
        assert lease.keep()


@pytest.mark.django_db
def test_who_stands_by_sends_nothing(monkeypatch, patient, sent):
    leader = scheduler(monkeypatch, "one", often=0.0)
    assert leader.tick() == 0
    other = scheduler(monkeypatch, "two", often=0.0)
    assert other.tick() == beat.STAND_BY_SECONDS
    assert {holder for holder, _ in sent} == {"one"}


@pytest.mark.django_db
def test_a_take_over_neither_forgets_nor_repeats_a_daily_job(monkeypatch, patient, sent):
    leader = scheduler(monkeypatch, "one", daily=86_400.0)
    leader.tick()
    assert sent == []
    Heartbeat.objects.filter(name="schedule:daily").update(at=dates.now() - timedelta(days=1, seconds=1))
    leader.close()
    second = scheduler(monkeypatch, "two", daily=86_400.0)
    second.tick()
    assert sent == [("two", "daily")]
    second.close()
    third = scheduler(monkeypatch, "three", daily=86_400.0)
    for _ in range(3):
        third.tick()
    assert sent == [("two", "daily")]


@pytest.mark.django_db
def test_a_broker_that_is_away_is_told_once_and_the_schedule_goes_on(monkeypatch, caplog):
    leader = scheduler(monkeypatch, often=0.0)

    def refused(*args, **kwargs):
        raise SchedulingError("no broker") from BrokerError()

    monkeypatch.setattr(leader, "apply_async", refused)
    for _ in range(5):
        leader.tick()
    assert [record.message for record in caplog.records if "broker" in record.message] == [
        "broker unreachable (OperationalError), the schedule goes on trying"
    ]
    assert leader._heap, "the entry was lost"


def test_a_database_that_is_away_makes_the_schedule_wait(monkeypatch, caplog):
    leader = scheduler(monkeypatch)

    def cut():
        raise OperationalError

    monkeypatch.setattr(leader._lease, "keep", cut)
    assert leader.tick() == beat.STAND_BY_SECONDS
    assert leader.tick() == beat.STAND_BY_SECONDS
    assert len([record for record in caplog.records if "database unreachable" in record.message]) == 1


@pytest.mark.django_db
def test_a_worker_that_takes_the_pulse_is_alive():
    tasks.pulse()
    assert dates.now() - heartbeats.last("worker").at < timedelta(seconds=5)


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.slow
def test_a_second_schedule_takes_over_when_the_first_is_killed(transactional_db, tmp_path):
    broker = redis.Redis.from_url(REDIS)
    broker.flushdb()
    command = ("celery", "--app", "portal", "beat", "--loglevel", "INFO", "--pidfile=")

    def led_by(process) -> bool:
        row = heartbeats.last("beat")
        return row is not None and f":{process.pid}:" in row.holder

    try:
        with started(*command, folder=tmp_path, name="first") as first:
            until(lambda: led_by(first), seconds=60, what="the first schedule runs")
            with started(*command, folder=tmp_path, name="second") as second:
                until(lambda: "standing by" in (tmp_path / "second.log").read_text(), seconds=60, what="it stands by")
                assert led_by(first)
                first.kill()
                first.wait()
                before = broker.llen("celery")
                until(lambda: led_by(second), seconds=30, what="the second one takes over")
                until(lambda: broker.llen("celery") > before, seconds=10, what="it sends")
    finally:
        broker.flushdb()
