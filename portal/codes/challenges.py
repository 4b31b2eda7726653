"""Life of one code: creation, digest, end."""

import secrets

from portal.codes.enums import Death, State
from portal.codes.locking import hold_for, where
from portal.codes.models import Challenge
from portal.core.plumbing import crypto
from portal.core.values import dates

DIGITS = 6
PURPOSE = "one-time code"


def new_code() -> str:
    """Return six digits from the system's generator, each of the million equally likely."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def digest_of(challenge: Challenge, code: str) -> str:
    """What the database keeps of a code: an HMAC bound to subject, document, number and challenge.

    The key stands outside the database: who reads the rows cannot try the million codes.
    """
    return crypto.digest(PURPOSE, _bound(challenge, code))


def answers(challenge: Challenge, code: str) -> bool:
    """Return whether `code` is that of the challenge, with the current key or a former one."""
    known = crypto.digests(PURPOSE, _bound(challenge, code))
    return any(crypto.same(each, challenge.code_digest) for each in known)


def _bound(challenge: Challenge, code: str) -> str:
    bound = (
        challenge.purpose,
        challenge.about_type,
        challenge.about_id,
        challenge.document_sha256,
        challenge.phone,
        str(challenge.pk),
        code,
    )
    return "|".join(bound)


def live_challenge(about, purpose: str) -> Challenge | None:
    """Return the code that a form about this subject answers; it may be expired but not ended."""
    return Challenge.objects.filter(state=State.LIVE, **where(about, purpose)).first()


def end(challenge: Challenge, *, death: Death | None = None) -> None:
    """End a live code: used, or dead of `death`. The caller holds the subject's gauge."""
    challenge.state = State.DEAD if death else State.USED
    challenge.death = death or ""
    challenge.ended_at = dates.now()
    challenge.save(update_fields=["state", "death", "ended_at"])


def kill(*, about, purpose: str, reason: Death) -> Challenge | None:
    """End the live code of a subject, if there is one: its document changed, its life is over.

    Needs the caller's transaction with the subject's row locked. Returns the code that died, so that its
    waiting message can be cancelled.
    """
    hold_for(about, purpose)
    challenge = live_challenge(about, purpose)
    if challenge:
        end(challenge, death=Death(reason))
    return challenge


def kill_all(*, reason: Death) -> int:
    """End every live code, for a portal that nobody uses at this moment. Returns how many."""
    return Challenge.objects.filter(state=State.LIVE).update(state=State.DEAD, death=reason, ended_at=dates.now())
