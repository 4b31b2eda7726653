"""Queries of pages that people open all day (a record, a home page), kept from one request to the next.

Rooms use these two decorators; how a query is kept is the business of `core.prepared_queries`, which only the platform
imports. Positional arguments of the decorated function are values, keyword arguments say how the query is written. It
returns a queryset and decides nothing by a value.
"""

from collections.abc import Callable

from django.db.models import QuerySet

from portal.core.prepared_queries import counts
from portal.core.prepared_queries.counts import MOST_FIGURED, prepared_counts, shown
from portal.core.prepared_queries.prepared import prepared

__all__ = ["MOST_FIGURED", "page_counts", "page_rows", "shown", "waiting_of"]


def page_rows(build: Callable[..., QuerySet]) -> Callable[..., list]:
    """Return the rows of the queryset that `build` makes, as a list."""
    return prepared(build)


def page_counts(build: Callable[..., dict[str, QuerySet]]) -> Callable[..., dict[str, int]]:
    """Return how many rows each queryset of `build` has, up to `up_to`, in one query."""
    return prepared_counts(build)


def waiting_of(user) -> dict[str, int]:
    """Return what waits for `user`, by the names that plugs give to their `counts`."""
    return counts.of(user)
