"""A step that a list offers for several rows at once."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class BulkAction:
    """A step taken for each chosen row, by the same action as on the row's own page.

    `run(row, by=, reason=)` may raise `portal.audit`'s `Refused`, or give `Declined` to keep what it wrote;
    `refusal(row, by)` says beforehand, in a sentence, why it would. `seems(row, by)` tells the bar below the rows
    whether it is open, where `refusal` would ask a query. `question` is what the confirmation asks;
    `foretell(row, by)` says there what happens to a row, where that differs from row to row.
    """

    key: str
    label: str
    icon: str
    question: str
    run: Callable
    refusal: Callable
    right: str
    needs_reason: bool = False
    danger: bool = False
    foretell: Callable | None = None
    seems: Callable | None = None

    def seems_open(self, row, by) -> bool:
        return self.seems(row, by) if self.seems else not self.refusal(row, by)


@dataclass(frozen=True)
class Declined:
    """Answer of a bulk action that left a row as it is, and why."""

    sentence: str
