"""What an account may own, app by app: shown when somebody leaves, and handed to another."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from portal.core.plugs import Socket


@dataclass(frozen=True)
class Belonging:
    """One kind of thing that has an owner.

    `count(user)` says how many there are. `hand_over(owner=, to=, by=, reason=, limit=)` gives at most `limit` of
    them to another in one transaction, with an event on each, and returns how many it gave. `problem(owner, to)` says
    beforehand, in a sentence, why that other cannot have them.
    """

    name: str
    label: str | Promise
    count: Callable
    hand_over: Callable
    order: int = 100
    problem: Callable = lambda owner, to: ""


BELONGINGS = Socket("belongings", Belonging, "What an account owns, handed over when its holder leaves.")


def all_of_them() -> list[Belonging]:
    return BELONGINGS.in_order()
