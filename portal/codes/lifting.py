"""Locks: what is locked, what is left, and how the back-office lifts a lock."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from portal.audit.history import record
from portal.codes import sentences
from portal.codes.challenges import live_challenge
from portal.codes.enums import GaugeKind, Limit
from portal.codes.issuing import next_send_at
from portal.codes.locking import hold, open_lock, subject_gauge, where, where_agent, wrongs_about
from portal.codes.models import Challenge, Gauge, Lock
from portal.core.values import dates
from portal.core.values.kept_words import BETWEEN, to_keep


@dataclass(frozen=True)
class CodeStatus:
    """State of the codes of a subject, for a page."""

    live: Challenge | None
    next_send_at: datetime | None
    wrong_left_today: int
    lock: Lock | None

    @property
    def expires_at(self) -> datetime | None:
        return self.live.expires_at if self.live else None

    @property
    def has_expired(self) -> bool:
        return bool(self.live) and self.live.expires_at <= dates.now()

    @property
    def sentence(self) -> str:
        """Return why nothing can be typed; empty when something can."""
        return _sentence(self.lock)


def _sentence(lock: Lock | None) -> str:
    return str(sentences.LOCKED[lock.limit]) if lock else ""


def lock_sentence(about, purpose: str) -> str:
    """Return why no code of a subject can be typed, empty when one can; lighter than `status_of`. One query."""
    return _sentence(open_lock(where(about, purpose)))


def status_of(about, purpose: str, *, by=None) -> CodeStatus:
    """Return the state of the codes of a subject; with `by`, the lock on that agent's typing counts too. Reads only."""
    key = subject_gauge(about, purpose)
    gauge = Gauge.objects.filter(kind=GaugeKind.SUBJECT, key=key).first() or Gauge(kind=GaugeKind.SUBJECT, key=key)
    lock = open_lock(where(about, purpose))
    if lock is None and by is not None:
        lock = open_lock(where_agent(by))
    return CodeStatus(
        live=live_challenge(about, purpose),
        next_send_at=next_send_at(about, purpose),
        wrong_left_today=wrongs_about(about, purpose, gauge).left,
        lock=lock,
    )


def open_locks() -> QuerySet[Lock]:
    """Return what is locked now, oldest first: the back-office's queue."""
    return Lock.objects.filter(lifted_at=None).select_related("gauge").order_by("at", "pk")


@dataclass(frozen=True)
class Lifting:
    """Result of lifting: the locks that are gone, and the sentence to show."""

    lifted: tuple[Lock, ...]
    sentence: str


def lift(*, about, purpose: str, by, reason: str) -> Lifting:
    """Lift the locks of a subject; its 24-hour windows start anew, its count over a whole life does not.

    For an agent's typing, `about` is their account and `purpose` is `TYPING`. Needs the caller's
    transaction with the subject's row locked (an account with `no_key=True`, as codes typed by it hold a
    share of its row) and a `reason`, kept in the history.
    """
    if not reason.strip():
        raise ValueError("Lifting a lock takes a reason.")
    locks = list(open_locks().filter(**where(about, purpose)))
    gauges = {(lock.gauge.kind, lock.gauge.key) for lock in locks} | {
        (GaugeKind.SUBJECT, subject_gauge(about, purpose))
    }
    held = {gauge.pk: gauge for gauge in hold(sorted(gauges))}
    locks = [lock for lock in open_locks().filter(**where(about, purpose)) if lock.gauge_id in held]
    if not locks:
        return Lifting((), sentences.no_lock())
    free = tuple(lock for lock in locks if lock.can_be_lifted)
    for lock in free:
        _lift_one(lock, held[lock.gauge_id], by, reason.strip())
    if free:
        limits = BETWEEN.join(to_keep(Limit(lock.limit).label) for lock in free)
        record(about, "codes.lifted", by=by, reason=reason, data={"limit": limits})
    final = len(free) < len(locks)
    return Lifting(free, sentences.final_lock() if final else sentences.lifted())


def _lift_one(lock: Lock, gauge: Gauge, by, reason: str) -> None:
    now = dates.now()
    lock.lifted_at, lock.lifted_by, lock.lift_reason = now, by, reason[:300]
    lock.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    gauge.reopened_at = now
    gauge.save(update_fields=["reopened_at"])
