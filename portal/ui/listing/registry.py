"""The lists of the portal by name, for what outlives a page: saved views and exports made by a worker."""

from portal.ui.listing.declaration import Listing

_listings: dict[str, Listing] = {}


def register(listing: Listing) -> None:
    """Called by an app in `AppConfig.ready()`."""
    _listings[listing.name] = listing


def find(name: str) -> Listing | None:
    return _listings.get(name)


def every() -> list[Listing]:
    return list(_listings.values())
