"""How rooms take part in the merge of two files, where their records cannot simply change files."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.core.plugs import Socket


@dataclass(frozen=True)
class Merger:
    """`merge(kept, other, by)` runs under the lock of both files. `relations` names those of `Client` that it decides
    about; the others follow the file as `crm.clients.merging` says.
    """

    name: str
    merge: Callable[..., None]
    relations: tuple[str, ...] = ()
    order: int = 100


MERGERS = Socket("mergers", Merger, "What a room does with its records of a client when two files are merged.")


def decided() -> set[str]:
    """The relations that a room decides about."""
    return {name for merger in MERGERS.in_order() for name in merger.relations}
