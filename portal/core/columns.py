"""Queries that ask for the columns a page shows: each is written, read and made into rows column by column."""

from collections.abc import Iterable

from django.db.models import QuerySet

FULL_NAME = ("first_name", "last_name")


def narrowed(rows: QuerySet, fields: Iterable[str]) -> QuerySet:
    """`rows` with `fields` and the primary key, no others; `owner__first_name` brings the owner along.

    Any other column of a row is asked for one by one when it is read: counts of queries in tests tell.
    """
    wanted = sorted(set(fields))
    related = sorted({field.rpartition("__")[0] for field in wanted} - {""})
    rows = rows.defer(None).select_related(None).only(*wanted)
    return rows.select_related(*related) if related else rows
