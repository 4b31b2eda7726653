"""Figures for Prometheus: what the web processes counted, and what the database knows when it is asked.

Each web process counts in its own file of `PROMETHEUS_MULTIPROC_DIR` (see `portal/server.py`), and whichever is asked
adds them up. With several machines each is asked by itself, as Prometheus does; the figures of the database
(`comptoir_messages_waiting` and the like) are then the same on all of them.
"""

import os
from datetime import timedelta

from django.conf import settings
from django.db.models import Count
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from contracts.models import Contract
from contracts.sales.enums import Status
from portal.core.plugs.probes import all_probes
from portal.core.values import dates
from portal.messaging import budget
from portal.messaging.models import Message
from portal.messaging.states import LOST, WAITING, Channel
from portal.operations.models import Heartbeat

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
DAY = timedelta(hours=24)
GRAVITY = {"success": 0, "neutral": 0, "warning": 1, "danger": 2}

_requests = Counter("comptoir_requests", "Pages answered, by view and class of status.", ("view", "status"))
_durations = Histogram("comptoir_request_seconds", "How long pages took, by view.", ("view",), buckets=SECONDS)


def note_request(view: str, status: int, seconds: float) -> None:
    _requests.labels(view or "-", f"{status // 100}xx").inc()
    _durations.labels(view or "-").observe(seconds)


def exposed() -> tuple[bytes, str]:
    """The text of `/metrics` and its type."""
    registry = CollectorRegistry()
    registry.register(_Database())
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
        return generate_latest(registry), CONTENT_TYPE_LATEST
    return generate_latest(registry) + generate_latest(REGISTRY), CONTENT_TYPE_LATEST


class _Database:
    """Asked at each visit of Prometheus: a dozen indexed queries."""

    def describe(self):
        return ()

    def collect(self):
        now = dates.now()
        yield _gauge("messages_waiting", "Messages not sent yet.", "channel", _waiting())
        yield _gauge("oldest_message_seconds", "How long the oldest due message has been due.", "", _oldest(now))
        yield _gauge("messages_lost", "Messages in failure.", "", Message.objects.filter(state__in=LOST).count())
        yield _sends(now)
        yield _gauge("signatures_last_day", "Contracts signed in 24 hours.", "", _signatures(now))
        yield _gauge("sms_today", "SMS handed over since midnight in Paris.", "", budget.spent_today())
        yield _gauge("sms_daily_budget", "SMS that may leave in a day.", "", settings.SMS_DAILY_BUDGET)
        yield _gauge("sign_of_life_seconds", "Age of the last sign of life.", "name", _ages(now))
        states = {probe.name: GRAVITY[probe.examine().tone] for probe in all_probes()}
        yield _gauge("service_state", "0: well, 1: to be watched, 2: broken.", "service", states)


def _gauge(name: str, text: str, label: str, values) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"comptoir_{name}", text, labels=[label] if label else None)
    for key, value in values.items() if label else [((), values)]:
        family.add_metric([key] if label else [], value)
    return family


def _waiting() -> dict[str, int]:
    counted = Message.objects.filter(state__in=WAITING).values_list("channel").annotate(count=Count("pk")).order_by()
    return dict.fromkeys(Channel.values, 0) | dict(counted)


def _oldest(now) -> float:
    since = Message.objects.due(now).order_by("due_at").values_list("due_at", flat=True).first()
    return (now - since).total_seconds() if since else 0


def _signatures(now) -> int:
    # Every status is named so that the index (status, signed_at) serves.
    return Contract.objects.filter(status__in=Status.values, signed_at__gte=now - DAY).count()


def _ages(now) -> dict[str, float]:
    rows = Heartbeat.objects.exclude(name__startswith="schedule:").values_list("name", "at")
    return {name: max(0, (now - at).total_seconds()) for name, at in rows}


def _sends(now) -> GaugeMetricFamily:
    """Messages of 24 hours by provider and where they stand; a gauge, as a message's outcome may still change."""
    family = GaugeMetricFamily(
        "comptoir_messages_last_day", "Messages written in 24 hours.", labels=["channel", "provider", "state"]
    )
    recent = Message.objects.filter(channel__in=Channel.values, created_at__gte=now - DAY)
    for *labels, count in recent.values_list("channel", "provider", "state").annotate(Count("pk")).order_by():
        family.add_metric([label or "-" for label in labels], count)
    return family
