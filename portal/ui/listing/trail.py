"""From a record back to the list it was opened from, and on to its neighbours there.

The address of a record may carry `?liste=` with the parameters of that list. They are read as the list itself
reads them: closed, in the reader's scope, nonsense ignored.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict

from portal.core.columns import narrowed
from portal.core.paging import beside
from portal.ui.listing.address import TRAIL, Address
from portal.ui.listing.declaration import Listing
from portal.ui.listing.page import selected

LONGEST = 1000


@dataclass(frozen=True)
class Trail:
    """Where `Précédent`, `Suivant` and the way back lead; empty at an end of the list."""

    previous_url: str
    next_url: str
    list_url: str


def trail(listing: Listing, user, get: QueryDict, record, *, among: Q | None = None) -> Trail:
    """The neighbours of `record` in the list that `get` names, those that `among` describes only. Two queries."""
    address = _came_from(listing, get)
    rows = selected(listing, user, address).qs if address.filters else listing.source(user)
    rows = narrowed(rows, {*listing.url_fields, address.sort.field})
    if among is not None:
        rows = rows.filter(among)
    before, after = beside(rows, record, key=address.sort.field, descending=address.sort.descending)
    return Trail(
        previous_url=address.mark(listing.row_url(before)) if before else "",
        next_url=address.mark(listing.row_url(after)) if after else "",
        list_url=address.url(),
    )


def way_back(listing: Listing, get: QueryDict) -> str:
    """The address of the list that `get` names, for pages that lead to no neighbours; nothing is asked."""
    return _came_from(listing, get).url()


def _came_from(listing: Listing, get: QueryDict) -> Address:
    try:
        parameters = QueryDict(get.get(TRAIL, "")[:LONGEST])
    except ValueError:  # more fields than Django reads
        parameters = QueryDict()
    return Address.read(listing, parameters).at("")
