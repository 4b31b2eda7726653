"""From a record back to the list it was opened from, and on to its neighbours there.

The address of a record may carry `?liste=` with the parameters of that list. They are read as the list itself
reads them: closed, in the reader's scope, nonsense ignored.
"""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from portal.core.columns import narrowed
from portal.core.paging import around
from portal.core.prepared_queries.prepared import prepared
from portal.ui.listing.address import TRAIL, Address
from portal.ui.listing.declaration import Listing, Sort
from portal.ui.listing.sources import selected

LONGEST = 1000


@dataclass(frozen=True)
class Trail:
    """Where `Précédent`, `Suivant` and the way back lead; empty at an end of the list."""

    previous_url: str
    next_url: str
    list_url: str


def trail(listing: Listing, user, get: QueryDict, record) -> Trail:
    """The neighbours of `record` in the list that `get` names. One query."""
    address = _came_from(listing, get)
    value = getattr(record, address.sort.field)
    if address.filters:
        found = list(_around(listing, selected(listing, user, address).qs, value, record.pk, address.sort))
    else:
        found = _around_in_list(user, value, record.pk, listing=listing, sort=address.sort.key)
    after = next((row for row in found if row.is_after), None)
    before = next((row for row in found if not row.is_after), None)
    previous, following = (after, before) if address.sort.descending else (before, after)
    return Trail(
        previous_url=address.mark(listing.row_url(previous)) if previous else "",
        next_url=address.mark(listing.row_url(following)) if following else "",
        list_url=address.url(),
    )


@prepared
def _around_in_list(user, value, pk, *, listing: Listing, sort: str):
    return _around(listing, listing.source(user), value, pk, listing.sort(sort))


def _around(listing: Listing, rows: QuerySet, value, pk, sort: Sort) -> QuerySet:
    rows = narrowed(rows, {*listing.url_fields, sort.field})
    rows = rows.filter(listing.followed) if listing.followed else rows
    return around(rows, value, pk, key=sort.field, descending=sort.descending)


def way_back(listing: Listing, get: QueryDict) -> str:
    """Return the URL of the list that `get` names, for pages without neighbours; no query."""
    return _came_from(listing, get).url()


def _came_from(listing: Listing, get: QueryDict) -> Address:
    try:
        parameters = QueryDict(get.get(TRAIL, "")[:LONGEST])
    except ValueError:  # more fields than Django reads
        parameters = QueryDict()
    return Address.read(listing, parameters).at("")
