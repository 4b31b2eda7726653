"""Interface of a provider: it sends a message, or looks one up."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from portal.messaging.content import Content
from portal.messaging.models import Message

TIMEOUT_SECONDS = 10


class Kind(StrEnum):
    """What is known after a call.

    `retry`: surely not taken, may be later. `failed`: refused for good. `unknown`: cut, late or broken
    answer, the provider may have taken it.
    """

    SENT = "sent"
    DELIVERED = "delivered"
    RETRY = "retry"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Outcome:
    """The answer of a provider; `sentence` tells people, in French, why it did not arrive."""

    kind: Kind
    provider_id: str = ""
    code: str = ""
    sentence: str = ""


class Gateway(Protocol):
    """One provider. Neither call raises for what a provider may answer, both end within a timeout."""

    name: str

    def send(self, message: Message, content: Content) -> Outcome:
        """Hand the message over."""

    def lookup(self, message: Message, content: Content) -> Outcome | None:
        """Return what became of a message that may have been handed over before.

        None: the provider does not have it, it may be sent. `unknown`: the provider could not be asked.
        """
