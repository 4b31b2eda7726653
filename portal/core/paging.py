"""Keyset paging: page 40,000 costs what page 1 costs.

Rows without a value come last in both directions. Those with one and those without are two parts of a list, each read
by the same index; a page that goes from one to the other asks twice.
"""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial, reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db.models import Case, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.core.reading import last_field

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


def sort_field(model, key: str):
    """Return the column that rows of `model` are ordered by: their own, or one of a record that each has."""
    return last_field(model, key.replace("__", "."))


def _encode(row, key: str, direction: str) -> str:
    value = reduce(getattr, key.split("__"), row)
    plain = value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value
    return base64.urlsafe_b64encode(json.dumps([direction, plain, row.pk]).encode()).decode().rstrip("=")


FIRST = (False, None, None)
FILLED, EMPTY = "filled", "empty"  # the parts of a list that is ordered by a column that may have no value


def _decode(cursor: str, field, nullable: bool) -> tuple:
    """Whether to go backwards, and from which value and key; `FIRST` when it was forged or cut."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        direction, value, pk = json.loads(base64.urlsafe_b64decode(padded.encode()))
        if direction not in ("n", "p") or type(pk) is not int or not -(2**63) < pk < 2**63:
            return FIRST
        if value is None and nullable:
            return direction == "p", None, pk
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
    nullable: bool = False,
) -> Page:
    """One page of `queryset` ordered by `key` then primary key, from where `cursor` points.

    `key` is a column with an index `(scope, key, id)`; `nullable` tells that it may be empty here. A bad cursor is the
    first page.
    """
    field = sort_field(queryset.model, key)
    read = partial(further, queryset, key=key)
    how = {"cursor": cursor, "descending": descending, "size": size}
    return page_of(read, field=field, key=key, nullable=nullable, **how)


def page_of(
    read: Callable,
    *,
    field,
    key: str,
    nullable: bool = False,
    cursor: str = "",
    descending: bool = True,
    size: int = PAGE_SIZE,
) -> Page:
    """The same of rows that `read(value, pk, falling=, size=)` gives, as `further` does, by the order of `field`.

    `key` is the way from a row to it. Where it may be empty (`nullable`), `read` is called with `part=` as well.
    """
    backwards, value, pk = _decode(cursor, field, nullable) if cursor else FIRST
    read = partial(read, falling=descending != backwards, size=size)
    rows = _both_parts(read, value, pk, size, backwards=backwards) if nullable else list(read(value, pk))
    read, rows = len(rows), rows[:size]
    more = read > size
    if backwards:
        rows.reverse()
    has_next = bool(rows) and (more if not backwards else True)
    has_previous = bool(rows) and (more if backwards else pk is not None)
    return Page(
        rows=rows,
        next_cursor=_encode(rows[-1], key, "n") if has_next else "",
        previous_cursor=_encode(rows[0], key, "p") if has_previous else "",
        read=read,
    )


def _both_parts(read: Callable, value, pk, size: int, *, backwards: bool) -> list:
    """Return rows of the part where one is, and of the other one as far as the page is not full."""
    parts = (EMPTY, FILLED) if backwards else (FILLED, EMPTY)
    here = EMPTY if pk is not None and value is None else FILLED
    rows = list(read(value, pk, part=here))
    if here == parts[0] and len(rows) <= size:
        rows += read(None, None, part=parts[1])[: size + 1 - len(rows)]
    return rows


def further(queryset: QuerySet, value, pk, *, key: str, falling: bool, size: int, part: str = "") -> QuerySet:
    """The `size` rows past a row with this `value` of `key` and this primary key (None: from the end), and one more.

    `part` keeps those that have a value, or those that have none.
    """
    if part:
        queryset = queryset.filter(**{f"{key}__isnull": part == EMPTY})
    if pk is not None and part == EMPTY:
        queryset = queryset.filter(**{f"pk__{'lt' if falling else 'gt'}": pk})
    elif pk is not None:
        compare = "lt" if falling else "gt"
        past = Q(**{f"{key}__{compare}": value}) | Q(**{f"pk__{compare}": pk})
        queryset = queryset.filter(past, **{f"{key}__{compare}e": value})
    sign = "-" if falling else ""
    return queryset.order_by(f"{sign}{key}", f"{sign}pk")[: size + 1]


def around(queryset: QuerySet, value, pk, *, key: str, descending: bool = False) -> QuerySet:
    """The rows just before and just after a row with this `value` of `key` and this primary key, by `key` then key.

    The row itself need not be in `queryset` (its status may just have left a filter). Each of the one or two found
    says `is_after`, by the database's own order of texts. Rows without a value are after the others, or before them in
    a list that is read `descending`, where they come last as well.
    """
    nullable = sort_field(queryset.model, key).null
    after, nearest = Q(), Q()
    for upwards, sign in ((True, ""), (False, "-")):
        past = _past(value, pk, key, upwards=upwards, empty_after=upwards != descending if nullable else None)
        firsts = [
            Subquery(queryset.filter(each).order_by(f"{sign}{key}", f"{sign}pk").values("pk")[:1]) for each in past
        ]
        nearest |= Q(pk=Coalesce(*firsts) if len(firsts) > 1 else firsts[0])
        if upwards:
            after = reduce(or_, past)
    return queryset.filter(nearest).annotate(is_after=Case(When(after, then=True), default=False)).order_by(key, "pk")


def _past(value, pk, key: str, *, upwards: bool, empty_after: bool | None) -> list[Q]:
    """Return what describes the rows past one, the nearest first; `empty_after` says on which side those without a
    value stand (None: there are none)."""
    compare = "gt" if upwards else "lt"
    if value is None:
        past = [Q(**{f"{key}__isnull": True, f"pk__{compare}": pk})]
        return past if empty_after else [*past, Q(**{f"{key}__isnull": False})]
    # The first condition says nothing new, but lets the database start in the index where the row stands.
    further = Q(**{f"{key}__{compare}": value}) | Q(**{key: value, f"pk__{compare}": pk})
    past = [Q(**{f"{key}__{compare}e": value}) & further]
    return [*past, Q(**{f"{key}__isnull": True})] if empty_after else past
