"""What payments and kept cards are for: rooms plug in what happens to what they pay."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal.core.plugs import Socket


def _nothing(payment) -> None:
    """Do nothing."""


@dataclass(frozen=True)
class PaymentPurpose:
    """One use of payments; every function takes the payment.

    `paid`, `failed`, `refunded` and `disputed` run in the transaction of the payment's change, under its lock; `paid`
    runs once, and alone grants anything. During `refunded`, `payment.last_refund` is the refund that was made. With
    the demo gateway an off-session payment is settled, and these are called, before `actions.ask` returns.
    `describe` gives the words above the amount, `return_url` the page that the payer goes on to.
    """

    name: str
    describe: Callable
    paid: Callable
    return_url: Callable
    failed: Callable = _nothing
    refunded: Callable = _nothing
    disputed: Callable = _nothing


PURPOSES = Socket("payments", PaymentPurpose, "A purpose of payments by card: what is granted once the money came.")


def purpose_of(payment) -> PaymentPurpose:
    """Return the purpose of `payment`. Raises `KeyError` for one that no room plugs in."""
    return PURPOSES.held[payment.purpose]


@dataclass(frozen=True)
class CardUse:
    """What a kept card will pay: words for it, the day of the next charge, and what its removal leads to."""

    label: str
    day: date | None
    if_removed: str


@dataclass(frozen=True)
class CardPurpose:
    """One thing that charges kept cards in the absence of their holder.

    `uses(methods)` gives the `CardUse`s of each card by its key. `replaced(old, new, by=…)` and `removed(method, by=…)`
    run in the transaction in which a card is replaced or removed; both may run twice.
    """

    name: str
    uses: Callable
    replaced: Callable
    removed: Callable


CARD_PURPOSES = Socket("cards", CardPurpose, "What is paid with kept cards, and what follows when one is replaced.")
