"""Lists in the menu and in the global search, as each declares."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from portal.core.plugs.menu import MenuEntry
from portal.core.plugs.search import Hit, SearchSource, newest
from portal.core.reading import columns_read
from portal.ui.listing.address import SEARCH
from portal.ui.listing.declaration import Listing
from portal.ui.listing.values import path_of, writer


def menu_entry(listing: Listing) -> MenuEntry:
    prefix = f"/{listing.path}"
    return MenuEntry(listing.title, listing.url_name, listing.icon, listing.right, listing.menu, active_prefix=prefix)


def search_source(listing: Listing) -> SearchSource:
    """The newest records of the reader's scope that match, in one query."""
    return SearchSource(
        name=listing.name,
        label=listing.found.label,
        icon=listing.icon,
        search=partial(_search, listing, _hit_of(listing), _relations(listing)),
        rights=(listing.right,),
        order=listing.found.order,
        all_url=lambda words: f"{listing.url}?{urlencode({SEARCH: words})}",
    )


def _search(listing: Listing, hit: Callable, related: tuple[str, ...], user, words: str, limit: int) -> list[Hit]:
    found = newest(listing.model, user, words, limit, related=related, source=listing.found.source)
    return [hit(record) for record in found]


def _relations(listing: Listing) -> tuple[str, ...]:
    """Return the relations that names and facts are read through."""
    columns = columns_read(listing.model, *map(path_of, (listing.card.title, *listing.found.facts)))
    return tuple(sorted({column.rpartition("__")[0] for column in columns} - {""}))


def _hit_of(listing: Listing) -> Callable:
    title = writer(listing.model, listing.card.title)
    facts = [writer(listing.model, fact) for fact in listing.found.facts]

    def hit(record) -> Hit:
        has_status = listing.card.shows_status(record)
        return Hit(
            title=title(record),
            url=listing.row_url(record),
            subtitle=" · ".join(str(text) for fact in facts if (text := fact(record))),
            status_label=str(record.status_label) if has_status else "",
            status_tone=record.status_tone if has_status else "neutral",
        )

    return hit
