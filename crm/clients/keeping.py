"""Why a file may not be deleted: rooms plug in what the law makes the portal keep."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from crm.clients.models import Client
from portal.core.plugs import Socket


@dataclass(frozen=True)
class Kept:
    """One reason to keep a file, in words (« 2 contrats »), and the last day of it."""

    what: str
    until: date


@dataclass(frozen=True)
class Keeper:
    """`find(client)` gives what this room has to keep of a party, or None."""

    name: str
    find: Callable[[Client], Kept | None]
    order: int = 100


KEEPERS = Socket(
    "keepers", Keeper, "What the law makes the portal keep of a client: their file is archived, not deleted."
)


def kept_of(client: Client) -> list[Kept]:
    """Every reason to keep the file of `client`."""
    found = (keeper.find(client) for keeper in KEEPERS.in_order())
    return [kept for kept in found if kept]
