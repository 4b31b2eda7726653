"""Keyset paging: page 40,000 costs what page 1 costs."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Subquery
from django.utils import timezone

PAGE_SIZE = 25
EARLIEST, LATEST = 1900, 2200


@dataclass(frozen=True)
class Page:
    """Rows of one page and the cursors around it (empty string: there is no such page).

    `read` rows were read from where the page begins: as many as there are, if they are fewer than were asked for.
    """

    rows: list
    next_cursor: str
    previous_cursor: str
    read: int = 0


def _encode(row, key: str, direction: str) -> str:
    value = getattr(row, key)
    plain = value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value
    return base64.urlsafe_b64encode(json.dumps([direction, plain, row.pk]).encode()).decode().rstrip("=")


FIRST = (False, None, None)


def _decode(cursor: str, field) -> tuple:
    """Whether to go backwards, and from which value and key; `FIRST` when it was forged or cut."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        direction, value, pk = json.loads(base64.urlsafe_b64decode(padded.encode()))
        if direction not in ("n", "p") or type(pk) is not int or not -(2**63) < pk < 2**63:
            return FIRST
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            return FIRST
        value = field.to_python(value)
        return (direction == "p", value, pk) if _fits_a_column(value) else FIRST
    except (ValueError, TypeError, ArithmeticError, binascii.Error, RecursionError, ValidationError):
        return FIRST


def _fits_a_column(value) -> bool:
    """Whether a database takes `value`: a field's own `to_python` lets more pass."""
    if isinstance(value, datetime):
        return timezone.is_aware(value) and EARLIEST < value.year < LATEST
    if isinstance(value, date):
        return EARLIEST < value.year < LATEST
    if isinstance(value, str):
        return "\0" not in value and len(value.encode()) < 1000
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value) < 2**63
    return isinstance(value, int) and -(2**63) < value < 2**63


def page(
    queryset: QuerySet,
    *,
    key: str,
    cursor: str = "",
    descending: bool = True,
    size: int = PAGE_SIZE,
) -> Page:
    """One page of `queryset` ordered by `key` then primary key, from where `cursor` points.

    `key` is a NOT NULL column with an index `(scope, key, id)`. A bad cursor is the first page.
    """
    field = queryset.model._meta.get_field(key)
    read = partial(further, queryset, key=key)
    return page_of(read, field=field, cursor=cursor, descending=descending, size=size)


def page_of(read: Callable, *, field, cursor: str = "", descending: bool = True, size: int = PAGE_SIZE) -> Page:
    """The same of rows that `read(value, pk, falling=, size=)` gives, as `further` does, by the order of `field`."""
    backwards, value, pk = _decode(cursor, field) if cursor else FIRST
    rows = list(read(value, pk, falling=descending != backwards, size=size))
    read, rows = len(rows), rows[:size]
    more = read > size
    if backwards:
        rows.reverse()
    has_next = bool(rows) and (more if not backwards else True)
    has_previous = bool(rows) and (more if backwards else pk is not None)
    return Page(
        rows=rows,
        next_cursor=_encode(rows[-1], field.attname, "n") if has_next else "",
        previous_cursor=_encode(rows[0], field.attname, "p") if has_previous else "",
        read=read,
    )


def further(queryset: QuerySet, value, pk, *, key: str, falling: bool, size: int) -> QuerySet:
    """The `size` rows past a row with this `value` of `key` and this primary key (None: from the end), and one more."""
    if pk is not None:
        compare = "lt" if falling else "gt"
        past = Q(**{f"{key}__{compare}": value}) | Q(**{f"pk__{compare}": pk})
        queryset = queryset.filter(past, **{f"{key}__{compare}e": value})
    sign = "-" if falling else ""
    return queryset.order_by(f"{sign}{key}", f"{sign}pk")[: size + 1]


def around(queryset: QuerySet, value, pk, *, key: str) -> QuerySet:
    """The rows just before and just after a row with this `value` of `key` and this primary key, by `key` then key.

    The row itself need not be in `queryset` (its status may just have left a filter). Each of the one or two found
    says `is_after`, by the database's own order of texts.
    """
    after = Q(**{f"{key}__gt": value}) | Q(**{key: value, "pk__gt": pk})
    nearest = Q()
    for compare, sign in (("gt", ""), ("lt", "-")):
        further = Q(**{f"{key}__{compare}": value}) | Q(**{key: value, f"pk__{compare}": pk})
        # The first condition says nothing new, but lets the database start in the index where the row stands.
        rows = queryset.filter(**{f"{key}__{compare}e": value}).filter(further).order_by(f"{sign}{key}", f"{sign}pk")
        nearest |= Q(pk=Subquery(rows.values("pk")[:1]))
    return queryset.filter(nearest).annotate(is_after=ExpressionWrapper(after, BooleanField())).order_by(key, "pk")
