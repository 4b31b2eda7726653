"""When somebody leaves: what they own goes to another, their account closes."""

from dataclasses import dataclass

from django.db import transaction

from portal.accounts import actions
from portal.accounts.models import User
from portal.audit.history import record
from portal.core.plugs import belongings

BATCH = 200  # rows that change hands in one transaction
MOST_AT_ONCE = 5_000  # rows of one answer; the page asks to go on when there are more


@dataclass(frozen=True)
class Owned:
    """How many things of one kind an account owns."""

    label: str
    count: int


def owned_by(user: User) -> list[Owned]:
    """What an account owns, each kind that is there with its number."""
    counts = [Owned(str(kind.label), kind.count(user)) for kind in belongings.all_of_them()]
    return [owned for owned in counts if owned.count]


def problem(user: User, to: User) -> str:
    """Why `to` cannot have everything that `user` owns, in a sentence; empty when they can."""
    owned = (kind for kind in belongings.all_of_them() if kind.count(user))
    return next(filter(None, (kind.problem(user, to) for kind in owned)), "")


def hand_over(*, user: User, to: User, by: User, reason: str = "") -> int:
    """Give what `user` owns to `to`, one transaction per batch with an event on each thing; returns how many moved.

    Stops after `MOST_AT_ONCE`: what is left is there for the next call. Killed halfway, the same holds.
    """
    user.refresh_from_db(fields=["is_active"])  # it may have closed a moment ago: they are told otherwise then
    moved = 0
    for kind in belongings.all_of_them():
        moved += _hand_over_kind(kind, MOST_AT_ONCE - moved, owner=user, to=to, by=by, reason=reason)
    if moved:
        _tell(user, to=to, by=by, count=moved, reason=reason)
    return moved


def _hand_over_kind(kind: belongings.Belonging, most: int, **who) -> int:
    moved = 0
    while moved < most:
        given = kind.hand_over(limit=min(BATCH, most - moved), **who)
        moved += given
        if given < BATCH:
            break
    return moved


@transaction.atomic
def _tell(user: User, *, to: User, by: User, count: int, reason: str) -> None:
    person = actions.locked(user)
    record(
        person,
        "accounts.handed_over",
        by=by,
        reason=reason,
        data={"count": count},
        personal={"to": to.get_full_name()},
    )
