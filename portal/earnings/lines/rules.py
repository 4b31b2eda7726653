"""Which lines to add when a sale is expected, earned, taken back or given back: pure, on the lines there are.

Everything follows from one rule: lines are added, never changed, and the sum of all lines of a source is what it leaves
its agent. Shares are shares of the whole, in total: 0.4 then 1 takes back 40 % and then the remaining 60 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from portal.core.values.money import to_cents
from portal.earnings.lines.enums import State

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True)
class Entry:
    """One line, without what it is about. `cancels` is the place of the line that it cancels."""

    state: str
    amount: Decimal
    base: Decimal = ZERO
    reason: str = ""
    cancels: int | None = None


@dataclass(frozen=True)
class Position:
    """The lines of one source and kind, as figures."""

    entries: Sequence[Entry]

    def sum_of(self, *states: str) -> Decimal:
        return sum((each.amount for each in self.entries if each.state in states), ZERO)

    @property
    def balance(self) -> Decimal:
        """What the agent is owed: earned less taken back. What is expected is not owed yet."""
        return self.sum_of(State.EARNED, State.TAKEN_BACK)

    @property
    def expected(self) -> Decimal:
        return self.sum_of(State.EXPECTED)

    @property
    def earned(self) -> Entry | None:
        return self._last(State.EARNED)

    @property
    def asked(self) -> Entry | None:
        """The last expectation that was opened."""
        return self._last(State.EXPECTED)

    def _last(self, state: str) -> Entry | None:
        return next((each for each in reversed(self.entries) if each.state == state and each.cancels is None), None)

    def place(self, entry: Entry) -> int:
        return next(place for place, each in enumerate(self.entries) if each is entry)

    @property
    def cut(self) -> tuple[Entry, ...]:
        """The lines that took something off the open expectation."""
        place = self.place(self.asked)
        return tuple(each for each in self.entries if each.state == State.EXPECTED and each.cancels == place)


def expect(position: Position, amount: Decimal, base: Decimal, *, again: bool = False) -> list[Entry]:
    """Open an expectation, once; after it was taken back whole only if asked `again`."""
    if position.earned or position.entries and not again or position.expected:
        return []
    return [Entry(State.EXPECTED, amount, base)]


def earn(position: Position, amount: Decimal | None = None, base: Decimal | None = None) -> list[Entry]:
    """Turn what is expected into earned, or earn `amount` directly; once. What was taken off before stays off."""
    if position.earned:
        return []
    asked = position.asked
    if asked is None:
        return [] if amount is None else [Entry(State.EARNED, amount, base or ZERO)]
    place, cut = position.place(asked), position.cut
    left = asked.amount + sum(each.amount for each in cut)
    if asked.amount and not left:
        return []  # it was taken back whole: only `expect(again=True)` opens it again
    share = ONE - left / asked.amount if asked.amount else ZERO
    whole, base = (asked.amount, asked.base) if amount is None else (amount, base or asked.base)
    left_base = asked.base + sum(each.base for each in cut)
    made = [Entry(State.EXPECTED, -left, -left_base, cancels=place), Entry(State.EARNED, whole, base)]
    if share:
        after = Position((*position.entries, *made))
        made += take_back(after, share, cut[-1].reason)
    return made


def take_back(position: Position, share: Decimal, reason: str) -> list[Entry]:
    """Take back up to `share` of the whole in total; nothing if as much was taken before."""
    return _move(position, share, reason, wanted=lambda step: step < 0)


def give_back(position: Position, share: Decimal, reason: str) -> list[Entry]:
    """Give back until `share` of the whole is taken: a dispute won, a contract reopened."""
    return _move(position, share, reason, wanted=lambda step: step > 0)


def _move(position: Position, share: Decimal, reason: str, *, wanted) -> list[Entry]:
    if not ZERO <= share <= ONE:
        raise ValueError("a share is between 0 and 1")
    whole = position.earned or position.asked
    if whole is None:
        return []
    place = position.place(whole)
    state = State.TAKEN_BACK if position.earned else State.EXPECTED
    taken = [each for each in position.entries if each.state == state and each.cancels == place]
    step = Entry(
        state,
        -to_cents(whole.amount * share) - sum((each.amount for each in taken), ZERO),
        -to_cents(whole.base * share) - sum((each.base for each in taken), ZERO),
        reason,
        place,
    )
    return [step] if wanted(step.amount) else []


def after(position: Position, made: Sequence[Entry]) -> Position:
    return replace(position, entries=(*position.entries, *made))
