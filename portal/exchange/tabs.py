"""Tabs above a list: everything, the presets of the room, the reader's own views and those of colleagues."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.core.prepared_queries import counts
from portal.exchange.models import SavedView
from portal.exchange.saved_views import views_of
from portal.ui.listing.address import EVERYTHING, VIEW, Address
from portal.ui.listing.declaration import Listing
from portal.ui.listing.sources import selected

MOST_TABS = 12  # the other views stay in the menu `Vues`


@dataclass(frozen=True)
class ViewTab:
    """One tab; `key` names its count, which is read after the page. `is_view` is false for presets."""

    key: str
    label: str
    query: str
    url: str
    is_view: bool = False
    active: bool = False


def tabs_of(listing: Listing, user, address: Address, views: list[SavedView], shared: list[SavedView]) -> list[ViewTab]:
    """Return the tabs of a page; none when there is only the whole list."""
    tabs = list(islice(_offered(listing, user, views, shared), MOST_TABS))
    current = next((tab for tab in reversed(tabs) if _shows(tab, listing, address)), None)
    return [replace(tab, active=tab is current) for tab in tabs] if len(tabs) > 1 else []


def counts_of(listing: Listing, user) -> dict[str, str]:
    """Return the number of rows behind each tab, `999+` at most; one query besides what the filters look up."""
    tabs = islice(_offered(listing, user, *views_of(user, listing)), MOST_TABS)
    rows = {tab.key: selected(listing, user, _address(listing, tab.query)).qs for tab in tabs}
    numbers = counts.count_each(rows, up_to=counts.MOST_FIGURED)
    return {key: counts.shown(number, counts.MOST_FIGURED) for key, number in numbers.items()}


def _offered(listing: Listing, user, views: list[SavedView], shared: list[SavedView]) -> Iterator[ViewTab]:
    yield ViewTab(EVERYTHING, _("Tout"), "", f"{listing.url}?{VIEW}={EVERYTHING}")
    for preset in listing.presets_for(user):
        yield ViewTab(preset.key, str(preset.label), preset.query, f"{listing.url}?{preset.query}")
    for view in (*views, *shared):
        yield ViewTab(f"vue-{view.pk}", view.name, view.query, f"{listing.url}?{view.query}", is_view=True)


def _shows(tab: ViewTab, listing: Listing, address: Address) -> bool:
    """Return whether `address` lists what the tab does; a view has its own order, a preset any."""
    kept = _address(listing, tab.query)
    return set(kept.filters) == set(address.filters) and (not tab.is_view or kept.sort == address.sort)


def _address(listing: Listing, query: str) -> Address:
    return Address.read(listing, QueryDict(query))
