"""Creation of codes, within the limits of domain row S6."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings

from portal.audit.history import record
from portal.codes import sentences
from portal.codes.challenges import digest_of, end, live_challenge, new_code
from portal.codes.enums import Death, Limit
from portal.codes.locking import close, hold_for, open_lock, sends_to_number, where, wrongs_about
from portal.codes.models import Challenge, Lock
from portal.core.values import dates
from portal.core.values import phone as phones
from portal.core.values.kept_words import to_keep

TOO_SOON = "too_soon"
LOCKED = "locked"


@dataclass(frozen=True)
class Issued:
    """A new code. `code` is in clear here and nowhere else: put it in a sensitive message at once."""

    challenge: Challenge
    code: str


@dataclass(frozen=True)
class Limited:
    """No code was made: `kind` is `too_soon` (again at `retry_at`) or `locked` (by `lock`).

    `locked_now` says that this very call closed the lock: the back-office is to be told.
    """

    kind: str
    sentence: str
    retry_at: datetime | None = None
    lock: Lock | None = None
    locked_now: bool = False

    @property
    def new_locks(self) -> tuple[Lock, ...]:
        return (self.lock,) if self.locked_now else ()


def issue(
    *, about, purpose: str, phone: str, document_sha256: str = "", by=None, on_demand: bool = False
) -> Issued | Limited:
    """Make a new 6-digit code about a subject; the live one dies.

    `phone` is E.164; `on_demand` is true when somebody asks for another code (at least
    `CODE_SEND_GAP_SECONDS` apart) and false after a submission or an error (at once). Needs the caller's
    transaction with the subject's row locked; never raises for a limit.
    """
    held = hold_for(about, purpose, phone=phone)
    place = where(about, purpose)
    lock = open_lock(place)
    if lock:
        return Limited(LOCKED, str(sentences.LOCKED[lock.limit]), lock=lock)
    retry_at = next_send_at(about, purpose) if on_demand else None
    if retry_at and retry_at > dates.now():
        seconds = ceil((retry_at - dates.now()).total_seconds())
        return Limited(TOO_SOON, sentences.wait(seconds), retry_at=retry_at)
    limit, gauge = wrongs_about(about, purpose, held.subject).limit, held.subject
    if not limit and sends_to_number(phone, held.number) >= settings.CODE_SENDS_PER_NUMBER_PER_DAY:
        limit, gauge = Limit.SENDS_PER_NUMBER, held.number
    if limit:
        return _refuse(about, place, limit, gauge, by)
    return _make(about, place, phone, document_sha256, by, on_demand)


def _refuse(about, place: dict, limit: Limit, gauge, by) -> Limited:
    live = live_challenge(about, place["purpose"])
    if live:
        end(live, death=Death.LOCKED)
    lock = close(place, limit, gauge)
    record(about, "codes.locked", by=by, data={"limit": to_keep(limit.label)})
    return Limited(LOCKED, str(sentences.LOCKED[limit]), lock=lock, locked_now=True)


def _make(about, place: dict, phone: str, document_sha256: str, by, on_demand: bool) -> Issued:
    live = live_challenge(about, place["purpose"])
    if live:
        end(live, death=Death.RESENT)
    code, now = new_code(), dates.now()
    challenge = Challenge(
        phone=phone,
        document_sha256=document_sha256,
        created_at=now,
        expires_at=now + timedelta(minutes=settings.CODE_LIFETIME_MINUTES),
        sent_on_demand=on_demand,
        issued_by=by,
        **place,
    )
    challenge.code_digest = digest_of(challenge, code)
    challenge.save(force_insert=True)
    record(
        about,
        "codes.issued",
        by=by,
        data={"challenge": str(challenge.pk), "document_sha256": document_sha256, "on_demand": on_demand},
        personal={"phone": phones.masked(phone)},
    )
    return Issued(challenge, code)


def next_send_at(about, purpose: str) -> datetime | None:
    """Return when another code may be requested; None when none was ever made."""
    last = Challenge.objects.filter(**where(about, purpose)).order_by("-created_at").first()
    return last.created_at + timedelta(seconds=settings.CODE_SEND_GAP_SECONDS) if last else None
