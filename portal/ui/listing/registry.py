"""The lists of the portal by name, for what outlives a page: saved views and exports made by a worker."""

from portal.core.plugs import Socket
from portal.ui.listing.declaration import Listing

LISTS = Socket("lists", Listing, "A list, found by name for saved views and for exports that a worker makes.")


def find(name: str) -> Listing | None:
    return LISTS.find(name)


def every() -> list[Listing]:
    return list(LISTS.held.values())
