"""One contract's life as a list of dated steps, before anything of it is in the database."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from catalog.models import Product
from crm.models import Client

KEYS = uuid.UUID("5f0e1c52-2f0b-4f6e-9a0c-3d1f4f2f8a10")
# Scenes after which a message leaves for the client.
SENDING = frozenset({"freeze", "wrong_code", "ask_code", "seal", "withdraw", "letter"})
# What can be told on a machine that cannot make PDFs.
WITHOUT_DOCUMENT = frozenset({"draft", "submit"})
STILL_WAITING = WITHOUT_DOCUMENT | {"freeze", "open_link", "ask_code"}


@dataclass(frozen=True)
class Step:
    """What happens at a moment: the scene of that name is played with `values`."""

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
        """The creation key of its contract: the same on every run."""
        return key_of(self.rank)

    @property
    def agent(self):
        return self.client.owner

    @property
    def submitted_at(self) -> datetime | None:
        """When it first left the drafts, which gives the order of the numbers."""
        return next((step.at for step in self.steps if step.scene == "submit"), None)

    def then(self, at: datetime, scene: str, **values) -> datetime:
        """Add a step; gives its moment back, to reckon the next one from."""
        self.steps.append(Step(at, scene, values))
        return at

    def printings(self) -> list[Printing]:
        """Its documents: one per submission, the last of which may be signed."""
        phone, found = self.phone, []
        signed_at = next((step.at for step in self.steps if step.scene == "sign"), None)
        submissions = [step for step in self.steps if step.scene in ("submit", "change_mobile")]
        for step in submissions:
            phone = step.values.get("phone", phone)
            found.append(Printing(step.at, signed_at if step is submissions[-1] else None, phone))
        return found

    def needs_documents(self) -> bool:
        """Whether it goes further than a client who has not signed yet."""
        return any(step.scene not in STILL_WAITING for step in self.steps)


def key_of(rank: int) -> uuid.UUID:
    return uuid.uuid5(KEYS, str(rank))
