"""Keyset paging: page 40,000 costs what page 1 costs."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

PAGE_SIZE = 25
EARLIEST, LATEST = 1900, 2200


@dataclass(frozen=True)
class Page:
    """Rows of one page and the cursors around it (empty string: there is no such page)."""

    rows: list
    next_cursor: str
    previous_cursor: str


def _encode(row, key: str, direction: str) -> str:
    value = getattr(row, key)
    plain = value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value
    return base64.urlsafe_b64encode(json.dumps([direction, plain, row.pk]).encode()).decode().rstrip("=")


def _decode(cursor: str, field):
    """The parts of a cursor, or None when it was forged or cut: the first page is shown then."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        direction, value, pk = json.loads(base64.urlsafe_b64decode(padded.encode()))
        if direction not in ("n", "p") or not isinstance(pk, int) or not -(2**63) < pk < 2**63:
            return None
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            return None
        value = field.to_python(value)
        return (direction, value, pk) if _fits_a_column(value) else None
    except (ValueError, TypeError, ArithmeticError, binascii.Error, RecursionError, ValidationError):
        return None


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
    parts = _decode(cursor, queryset.model._meta.get_field(key)) if cursor else None
    backwards = bool(parts) and parts[0] == "p"
    falling = descending != backwards
    if parts:
        compare = "lt" if falling else "gt"
        _direction, value, pk = parts
        further = Q(**{f"{key}__{compare}": value}) | Q(**{f"pk__{compare}": pk})
        queryset = queryset.filter(further, **{f"{key}__{compare}e": value})
    sign = "-" if falling else ""
    rows = list(queryset.order_by(f"{sign}{key}", f"{sign}pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next = bool(rows) and (more if not backwards else True)
    has_previous = bool(rows) and (more if backwards else bool(parts))
    return Page(
        rows=rows,
        next_cursor=_encode(rows[-1], key, "n") if has_next else "",
        previous_cursor=_encode(rows[0], key, "p") if has_previous else "",
    )


def beside(queryset: QuerySet, row, *, key: str, descending: bool = True) -> tuple:
    """The rows just before and just after `row` in `queryset` ordered by `key` then primary key, None at an end.

    `row` itself need not be in `queryset` (its status may just have left a filter). Two queries of one row each.
    """
    return _next_to(queryset, row, key, falling=not descending), _next_to(queryset, row, key, falling=descending)


def _next_to(queryset: QuerySet, row, key: str, *, falling: bool):
    compare, sign = ("lt", "-") if falling else ("gt", "")
    value = getattr(row, key)
    further = Q(**{f"{key}__{compare}": value}) | Q(**{key: value, f"pk__{compare}": row.pk})
    # The first condition says nothing new, but lets the database start in the index where `row` stands.
    near = queryset.filter(**{f"{key}__{compare}e": value}).filter(further)
    return near.order_by(f"{sign}{key}", f"{sign}pk").first()
