"""The locks under which codes are counted, and what is counted under them.

Every writer takes its rows here, in one statement and in one order (subject, number, agent), so that no
two can wait for each other. A transaction handles one subject.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q

from portal.audit.history import subject_key
from portal.codes.enums import Channel, GaugeKind, Limit, Outcome
from portal.codes.models import Attempt, Challenge, Gauge, Lock
from portal.core.plumbing import crypto
from portal.core.values import dates

WINDOW = timedelta(hours=24)
TYPING = "typing"  # purpose of the locks on an agent's account


@dataclass(frozen=True)
class Held:
    """The gauges one transaction holds; `agent` is there when an agent types."""

    subject: Gauge
    number: Gauge | None = None
    agent: Gauge | None = None


def where(about, purpose: str) -> dict[str, str]:
    """Return the columns that name a subject."""
    kind, key = subject_key(about)
    return {"about_type": kind, "about_id": key, "purpose": purpose}


def where_agent(agent) -> dict[str, str]:
    """Return the columns that name an agent's own lock."""
    return where(agent, TYPING)


def hold(wanted: list[tuple[int, str]]) -> list[Gauge]:
    """Lock the gauges named `(kind, key)` until the transaction ends, in their order; missing ones are made."""
    found = _locked(wanted)
    if len(found) < len(wanted):
        Gauge.objects.bulk_create([Gauge(kind=kind, key=key) for kind, key in sorted(wanted)], ignore_conflicts=True)
        found = _locked(wanted)
    return found


def _locked(wanted: list[tuple[int, str]]) -> list[Gauge]:
    named = reduce(or_, (Q(kind=kind, key=key) for kind, key in wanted))
    return list(Gauge.objects.filter(named).select_for_update().order_by("kind", "key"))


def hold_for(about, purpose: str, *, phone: str = "", agent=None) -> Held:
    """Hold what a step about this subject counts on. Needs the caller's transaction, which also locks the subject."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("One-time codes are handled in the transaction of their subject.")
    wanted = [(GaugeKind.SUBJECT, subject_gauge(about, purpose))]
    if phone:
        wanted.append((GaugeKind.NUMBER, number_gauge(phone)))
    if agent is not None:
        wanted.append((GaugeKind.AGENT, agent_gauge(agent)))
    by_kind = {gauge.kind: gauge for gauge in hold(wanted)}
    return Held(
        subject=by_kind[GaugeKind.SUBJECT],
        number=by_kind.get(GaugeKind.NUMBER),
        agent=by_kind.get(GaugeKind.AGENT),
    )


def subject_gauge(about, purpose: str) -> str:
    return ":".join([*subject_key(about), purpose])


def number_gauge(phone: str) -> str:
    """Return the key of a number's gauge: its digest, so that erasing a client leaves no number here."""
    return crypto.digest("code number", phone)


def agent_gauge(agent) -> str:
    return str(agent.pk)


def window_start(gauge: Gauge) -> datetime:
    """Return the start of a gauge's 24 hours: later when the back-office has lifted a lock since."""
    start = dates.now() - WINDOW
    return max(start, gauge.reopened_at) if gauge.reopened_at else start


@dataclass(frozen=True)
class Wrongs:
    """Wrong codes typed about a subject: in its 24 hours, and in total (never reset)."""

    today: int
    in_life: int

    @property
    def left(self) -> int:
        """Return how many more may be typed before a lock."""
        today = settings.CODE_WRONG_PER_DAY - self.today
        return max(0, min(today, settings.CODE_WRONG_IN_LIFE - self.in_life))

    @property
    def limit(self) -> Limit | None:
        """Return the limit that is reached; the total one first, as it is final."""
        if self.in_life >= settings.CODE_WRONG_IN_LIFE:
            return Limit.WRONG_IN_LIFE
        return Limit.WRONG_PER_DAY if self.today >= settings.CODE_WRONG_PER_DAY else None


def wrongs_about(about, purpose: str, gauge: Gauge) -> Wrongs:
    """Count the wrong codes of a subject whose gauge is `gauge`."""
    wrong = Attempt.objects.filter(outcome=Outcome.WRONG, **where(about, purpose))
    recent = Count("pk", filter=Q(at__gt=window_start(gauge)))
    return Wrongs(**wrong.aggregate(today=recent, in_life=Count("pk")))


def wrong_by_agent(agent, gauge: Gauge) -> int:
    """Return the wrong codes typed by an agent in their 24 hours, whatever the subject."""
    typed = Attempt.objects.filter(outcome=Outcome.WRONG, by=agent, channel=Channel.AGENT)
    return typed.filter(at__gt=window_start(gauge)).count()


def sends_to_number(phone: str, gauge: Gauge) -> int:
    """Return the codes made for a number in its 24 hours, whatever the subject."""
    return Challenge.objects.filter(phone=phone, created_at__gt=window_start(gauge)).count()


def open_lock(place: dict[str, str]) -> Lock | None:
    """Return the open lock of a subject (of `where` or `where_agent`); the final one first when there are two."""
    locks = list(Lock.objects.filter(lifted_at=None, **place).order_by("at", "pk"))
    return min(locks, key=lambda lock: lock.can_be_lifted, default=None)


def close(place: dict[str, str], limit: Limit, gauge: Gauge) -> Lock:
    """Lock a subject at a limit. The caller holds its gauge and has seen that no such lock is open."""
    return Lock.objects.create(limit=limit, gauge=gauge, at=dates.now(), **place)
