"""A partner's reference rule changed: rooms that keep references in one writing write them again."""

from collections.abc import Callable
from dataclasses import dataclass

from catalog.offer.models import Partner, Sheet
from portal.core.plugs import Socket

RULE = ("reference_alphabet", "reference_digits")


@dataclass(frozen=True)
class Renumbering:
    """`run(partner)` writes the kept references again, in the transaction of the change; it may raise `Refused`."""

    name: str
    run: Callable
    order: int = 100


RENUMBERINGS = Socket(
    "renumbering", Renumbering, "References to write again when a partner's rule for comparing them changes."
)


def renumber(row: Sheet, before: dict) -> None:
    """Write references again where `row` is a partner whose rule differs from the one in `before`."""
    if isinstance(row, Partner) and any(before[name] != getattr(row, name) for name in RULE):
        for each in RENUMBERINGS.in_order():
            each.run(row)
