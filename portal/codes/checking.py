"""Check of a typed code: one try per code, each counted once (domain row S6)."""

import uuid
from dataclasses import dataclass, field
from enum import StrEnum

from django.conf import settings

from portal.audit.history import CLIENT, SYSTEM, record
from portal.codes import sentences
from portal.codes.challenges import DIGITS, answers, end, live_challenge
from portal.codes.enums import Channel, Death, Limit, Outcome
from portal.codes.locking import (
    Held,
    close,
    hold_for,
    open_lock,
    where,
    where_agent,
    wrong_by_agent,
    wrongs_about,
)
from portal.codes.models import Attempt, Challenge, Lock
from portal.core.values import dates
from portal.core.values.kept_words import to_keep
from portal.core.values.pasted_number import number_in


class Kind(StrEnum):
    """Result of a typed code. Only `ACCEPTED` signs."""

    ACCEPTED = "accepted"
    WRONG = "wrong"
    EXPIRED = "expired"
    STALE = "stale"
    MALFORMED = "malformed"
    LOCKED = "locked"


@dataclass(frozen=True)
class Result:
    """What a typed code led to, with the sentence to show.

    `needs_new_code` says that the live code died here and another may be made at once. `new_locks` are
    the locks this very try closed: the back-office is to be told of each.
    """

    kind: Kind
    sentence: str
    challenge: Challenge | None = None
    attempt: Attempt | None = None
    needs_new_code: bool = False
    new_locks: tuple[Lock, ...] = ()

    @property
    def locked_now(self) -> bool:
        return bool(self.new_locks)


@dataclass
class _Try:
    """One try in progress: who typed, about what, under which locks."""

    about: object
    purpose: str
    by: object
    channel: str
    held: Held
    place: dict = field(init=False)

    def __post_init__(self):
        self.place = where(self.about, self.purpose)

    def note(self, outcome: Outcome, challenge: Challenge | None) -> Attempt:
        return Attempt.objects.create(
            challenge=challenge, at=dates.now(), by=self.by, channel=self.channel, outcome=outcome, **self.place
        )

    def tell(self, verb: str, **data) -> None:
        actor = CLIENT if self.channel == Channel.CLIENT else SYSTEM
        record(self.about, verb, by=self.by, as_=actor, channel=self.channel, data=data)


def clean(code: str) -> str | None:
    """Return the six digits of a code as people type or paste it (spaces, dots, words around it), or None."""
    return number_in(code, digits=DIGITS) or None


def check(
    *,
    about,
    purpose: str,
    challenge_id,
    code: str,
    by=None,
    channel: str,
    phone: str,
    document_sha256: str = "",
) -> Result:
    """Read a typed code. `challenge_id` is the challenge that the form answered, as the form sent it.

    `phone` and `document_sha256` are the subject's own, now: a code made for others is dead. `by` is the
    agent who types, None for a client on their phone. Needs the caller's transaction with the subject's
    row locked, to be committed whatever the result: raising would undo the count. Never raises for a
    code that is not accepted.
    """
    agent = by if channel == Channel.AGENT else None
    held = hold_for(about, purpose, phone=phone, agent=agent)
    attempt = _Try(about=about, purpose=purpose, by=by, channel=channel, held=held)
    challenge = live_challenge(about, purpose)
    return (
        _refused_by_lock(attempt, challenge)
        or _refused_calmly(attempt, challenge, challenge_id, code, (phone, document_sha256))
        or _evaluate(attempt, challenge, clean(code))
    )


def _refused_by_lock(attempt: _Try, challenge: Challenge | None) -> Result | None:
    places = [attempt.place] + ([where_agent(attempt.by)] if attempt.held.agent else [])
    for place in places:
        lock = open_lock(place)
        if lock:
            return Result(Kind.LOCKED, str(sentences.LOCKED[lock.limit]), challenge)
    new_locks = _close_what_is_full(attempt)
    if not new_locks:
        return None
    if challenge and _blocks_subject(new_locks):
        end(challenge, death=Death.LOCKED)
    return Result(Kind.LOCKED, str(sentences.LOCKED[new_locks[0].limit]), challenge, new_locks=new_locks)


def _refused_calmly(
    attempt: _Try, challenge: Challenge | None, challenge_id, code: str, bound: tuple[str, str]
) -> Result | None:
    """Handle tries that read no code: a form of another tab, an incomplete code, a document changed meanwhile."""
    if challenge is None or challenge.pk != _uuid(challenge_id):
        note = attempt.note(Outcome.STALE, None)
        return Result(Kind.STALE, sentences.stale(), challenge, note)
    if (challenge.phone, challenge.document_sha256) != bound:
        end(challenge, death=Death.EDITED)
        note = attempt.note(Outcome.STALE, challenge)
        return Result(Kind.STALE, sentences.stale(), challenge, note, needs_new_code=True)
    if clean(code) is None:
        note = attempt.note(Outcome.MALFORMED, challenge)
        return Result(Kind.MALFORMED, sentences.malformed(), challenge, note)
    return None


def _uuid(text) -> uuid.UUID | None:
    try:
        return text if isinstance(text, uuid.UUID) else uuid.UUID(str(text))
    except ValueError:
        return None


def _evaluate(attempt: _Try, challenge: Challenge, code: str) -> Result:
    if challenge.expires_at <= dates.now():
        end(challenge, death=Death.EXPIRED)
        note = attempt.note(Outcome.EXPIRED, challenge)
        attempt.tell("codes.expired", challenge=str(challenge.pk))
        return Result(Kind.EXPIRED, sentences.expired(), challenge, note, needs_new_code=True)
    if answers(challenge, code):
        end(challenge)
        return Result(Kind.ACCEPTED, sentences.accepted(), challenge, attempt.note(Outcome.ACCEPTED, challenge))
    return _wrong(attempt, challenge)


def _wrong(attempt: _Try, challenge: Challenge) -> Result:
    end(challenge, death=Death.WRONG)
    note = attempt.note(Outcome.WRONG, challenge)
    attempt.tell("codes.wrong", challenge=str(challenge.pk))
    new_locks = _close_what_is_full(attempt)
    again = not _blocks_subject(new_locks)
    if new_locks:
        told = str(sentences.LOCKED[new_locks[0].limit])
        return Result(Kind.LOCKED, told, challenge, note, needs_new_code=again, new_locks=new_locks)
    left = wrongs_about(attempt.about, attempt.purpose, attempt.held.subject).left
    return Result(Kind.WRONG, sentences.wrong(left), challenge, note, needs_new_code=True)


def _close_what_is_full(attempt: _Try) -> tuple[Lock, ...]:
    """Lock what is at its limit, the subject before the agent, when neither has an open lock."""
    held, closed = attempt.held, []
    limit = wrongs_about(attempt.about, attempt.purpose, held.subject).limit
    if limit:
        closed.append(close(attempt.place, limit, held.subject))
    if held.agent and wrong_by_agent(attempt.by, held.agent) >= settings.CODE_WRONG_PER_AGENT_PER_DAY:
        closed.append(close(where_agent(attempt.by), Limit.WRONG_PER_AGENT, held.agent))
    for lock in closed:
        attempt.tell("codes.locked", limit=to_keep(Limit(lock.limit).label))
    return tuple(closed)


def _blocks_subject(locks: tuple[Lock, ...]) -> bool:
    return any(lock.limit != Limit.WRONG_PER_AGENT for lock in locks)
