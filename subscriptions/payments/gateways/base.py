"""What every payment processor answers, whatever its own words."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Protocol


class Kind(Enum):
    PAID = "paid"
    AUTHENTICATE = "authenticate"  # the holder has to confirm with their bank
    FAILED = "failed"
    UNKNOWN = "unknown"  # the processor did not answer: to be looked up before anything is asked again
    WAITING = "waiting"  # nothing happened yet
    KEPT = "kept"  # of a set-up: the card may be charged later
    CANCELLED = "cancelled"  # no card can be given any more
    DISPUTED = "disputed"
    DISPUTE_WON = "dispute_won"
    DISPUTE_LOST = "dispute_lost"


@dataclass(frozen=True)
class CardDetails:
    """What people may know of a card; `reference` is its name at the processor."""

    reference: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int
    customer: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a payment. `amount` in euros and `currency` are what was really charged."""

    kind: Kind
    reference: str = ""
    code: str = ""
    sentence: str = ""
    amount: Decimal | None = None
    currency: str = "EUR"
    card: CardDetails | None = None
    keep_card: bool = False


@dataclass(frozen=True)
class RefundOutcome:
    """What became of a refund: done, refused for good (`failed`), or neither yet."""

    done: bool = False
    failed: bool = False
    reference: str = ""
    sentence: str = ""


class Gateway(Protocol):
    """A payment processor. Calls may take seconds and are made outside of transactions, unless it `is_local`."""

    name: str
    is_local: bool

    def charge(self, payment, method) -> Outcome:
        """Charge a kept card in the absence of its holder; the payment's key makes it happen once."""

    def look(self, payment) -> Outcome:
        """Ask what became of a payment."""

    def cancel(self, payment) -> Outcome:
        """Take no card for a payment any more: `CANCELLED`, or what became of it when that is too late."""

    def refund(self, refund) -> RefundOutcome:
        """Give money back; the refund's key makes it happen once."""

    def set_up(self, setup) -> tuple[str, str]:
        """Prepare a card to be kept without a charge; returns the set-up's name there and the secret of the form.

        The same set-up gives the same back. Raises `Unavailable`.
        """

    def look_up_setup(self, reference: str) -> Outcome:
        """Ask what became of a set-up."""

    def cancel_setup(self, reference: str) -> Outcome:
        """Take no card for a set-up any more; returns what became of it, when that is too late."""

    def detach(self, method) -> bool:
        """Forget a card, for good; returns False when the processor did not answer."""
