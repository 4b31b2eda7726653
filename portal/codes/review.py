"""Review by the back-office: no code is read until it has lifted the lock."""

from portal.audit.history import record
from portal.codes.challenges import end as end_challenge
from portal.codes.challenges import live_challenge
from portal.codes.enums import Death, Limit
from portal.codes.locking import close, hold_for, open_lock, where
from portal.codes.models import Lock
from portal.core.values.kept_words import to_keep


def was_reviewed(about, purpose: str, limit: Limit, *, since=None) -> bool:
    """Return whether the back-office has lifted such a lock on the subject, `since` a moment."""
    lifted = Lock.objects.filter(limit=limit, lifted_at__isnull=False, **where(about, purpose))
    return (lifted.filter(lifted_at__gte=since) if since else lifted).exists()


def send_to_review(*, about, purpose: str, limit: Limit, by=None) -> Lock | None:
    """Lock a subject for `limit` and end its live code; None when it is locked already.

    Needs the caller's transaction with the subject's row locked.
    """
    held = hold_for(about, purpose)
    if open_lock(where(about, purpose)):
        return None
    live = live_challenge(about, purpose)
    if live:
        end_challenge(live, death=Death.LOCKED)
    lock = close(where(about, purpose), limit, held.subject)
    record(about, "codes.locked", by=by, data={"limit": to_keep(limit.label)})
    return lock
