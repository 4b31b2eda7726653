"""Lists of the portal by name, for saved views and exports made by a worker."""

from portal.core.plugs import Socket, menu, search
from portal.ui.listing.declaration import Listing
from portal.ui.listing.finding import menu_entry, search_source


def _show_elsewhere(listing: Listing) -> None:
    """Add a list to the menu and to the search, where it says so."""
    if listing.menu is not None:
        menu.MENU.add(menu_entry(listing))
    if listing.found:
        search.SOURCES.add(search_source(listing))


LISTS = Socket(
    "lists", Listing, "A list: page, export, bulk actions, menu entry and search hit.", added=_show_elsewhere
)


def find(name: str) -> Listing | None:
    return LISTS.find(name)


def every() -> list[Listing]:
    return list(LISTS.held.values())
