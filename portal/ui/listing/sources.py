"""Querysets of a list: all rows of a reader, those past a cursor, those that filters leave."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from portal.core.columns import narrowed
from portal.core.paging import further
from portal.core.prepared_queries.prepared import prepared, prepared_keys
from portal.ui.listing.address import Address
from portal.ui.listing.counting import MOST_FINDS
from portal.ui.listing.declaration import Column, Listing

ROWS_A_PAGE, CARDS_A_PAGE = 25, 24  # cards stand in two, three or four columns


def selected(listing: Listing, user, address: Address, request=None, rows=None):
    """The filter set of `address` on the rows `user` may see; its `qs` is the selection, its `form` what was typed."""
    data = QueryDict(mutable=True)
    for name, value in address.filters:
        data.appendlist(name, value)
    rows = _with_related(listing.source(user), address.columns) if rows is None else rows
    return listing.filters(data, queryset=rows, request=request or _Reader(user))


def _with_related(rows, columns: tuple[Column, ...]):
    """Return `rows` with the relations that `columns` read; unused joins would cost planning time."""
    related = {relation for column in columns for relation in column.related}
    return rows.select_related(*sorted(related)) if related else rows


@dataclass(frozen=True)
class _Reader:
    """What filters need of a request when a worker calls them."""

    user: object


@prepared
def rows_past(user, value, pk, *, listing: Listing, key: str, falling: bool, size: int, part: str = "", **shown):
    """The rows of a page of a list that nothing filters."""
    return further(source_of(listing, user, **shown), value, pk, key=key, falling=falling, size=size, part=part)


@prepared(planned_anew=True, made=ROWS_A_PAGE + 1)
def finds_past(
    user, patterns, value, pk, *, listing: Listing, form: tuple[int, ...], key: str, falling: bool, size: int, **shown
):
    """The rows of a page of a list that is only searched, for `Words` of these patterns and this form.

    The first page comes with what follows it, as far as finds are counted: looking for them again would take as long.
    """
    found = source_of(listing, user, **shown).holding(patterns, form)
    return further(found, value, pk, key=key, falling=falling, size=MOST_FINDS if pk is None else size)


@prepared_keys
def keys_of_finds(user, patterns, *, listing: Listing, form: tuple):
    return listing.source(user).holding(patterns, form)


@prepared_keys
def keys_of_all(user, *, listing: Listing):
    return listing.source(user)


def source_of(listing: Listing, user, *, columns: tuple[str, ...] = (), field: str = "") -> QuerySet:
    """All rows of the reader, with what `columns` read of them, or with what cards do and the `field` they stand by."""
    rows = listing.source(user)
    if field:
        return narrowed(rows, {*listing.card_columns, field})
    return _with_related(rows, listing.chosen_columns(columns))
