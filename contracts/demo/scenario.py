"""Life of a contract as a list of dated steps, before it exists in the database."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from catalog.models import Product
from crm.models import Client

KEYS = uuid.UUID("5f0e1c52-2f0b-4f6e-9a0c-3d1f4f2f8a10")
# Scenes that send a message to the client.
SENDING = frozenset({"freeze", "wrong_code", "ask_code", "seal", "withdraw", "letter"})
# Scenes that can be played where PDFs cannot be made.
WITHOUT_DOCUMENT = frozenset({"draft", "submit"})
STILL_WAITING = WITHOUT_DOCUMENT | {"freeze", "open_link", "ask_code"}


@dataclass(frozen=True)
class Step:
    """A scene to play at a moment, with `values`."""

    at: datetime
    scene: str
    values: dict


@dataclass(frozen=True)
class Printing:
    """A document to make: as submitted, and sealed if it is signed."""

    submitted_at: datetime
    signed_at: datetime | None
    phone: str


@dataclass
class Scenario:
    rank: int
    client: Client
    product: Product
    origin: str
    starts_on: date
    phone: str
    steps: list[Step] = field(default_factory=list)

    @property
    def key(self) -> uuid.UUID:
        """Return the creation key of its contract, the same on every run."""
        return key_of(self.rank)

    @property
    def agent(self):
        return self.client.owner

    @property
    def submitted_at(self) -> datetime | None:
        """Return when it was first sent, which gives the order of the numbers."""
        return next((step.at for step in self.steps if step.scene == "submit"), None)

    def then(self, at: datetime, scene: str, **values) -> datetime:
        """Add a step; return its moment, to compute the next one from."""
        self.steps.append(Step(at, scene, values))
        return at

    def printings(self) -> list[Printing]:
        """Return its documents: one per submission, the last of which may be signed."""
        phone, found = self.phone, []
        signed_at = next((step.at for step in self.steps if step.scene == "sign"), None)
        submissions = [step for step in self.steps if step.scene in ("submit", "change_mobile")]
        for step in submissions:
            phone = step.values.get("phone", phone)
            found.append(Printing(step.at, signed_at if step is submissions[-1] else None, phone))
        return found

    def needs_documents(self) -> bool:
        """Return whether it goes further than a client who has not signed yet."""
        return any(step.scene not in STILL_WAITING for step in self.steps)


def key_of(rank: int) -> uuid.UUID:
    return uuid.uuid5(KEYS, str(rank))
