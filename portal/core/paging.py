"""Keyset paging: page 40,000 costs what page 1 costs."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

PAGE_SIZE = 25


@dataclass(frozen=True)
class Page:
    """Rows of one page and the cursors around it (empty string: there is no such page)."""

    rows: list
    next_cursor: str
    previous_cursor: str


def _encode(row, key: str, direction: str) -> str:
    value = getattr(row, key)
    plain = value.isoformat() if isinstance(value, datetime) else value
    return base64.urlsafe_b64encode(json.dumps([direction, plain, row.pk]).encode()).decode().rstrip("=")


def _decode(cursor: str, field):
    """The parts of a cursor, or None when it was forged or cut: the first page is shown then."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        direction, value, pk = json.loads(base64.urlsafe_b64decode(padded.encode()))
        if direction not in ("n", "p") or not isinstance(pk, int) or not -(2**63) < pk < 2**63:
            return None
        return direction, field.to_python(value), pk
    except (ValueError, TypeError, binascii.Error, UnicodeError, RecursionError):
        return None
    except Exception as error:  # a field's own ValidationError
        if error.__class__.__name__ == "ValidationError":
            return None
        raise


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
        queryset = queryset.filter(**{f"{key}__{compare}e": value}).exclude(
            Q(**{key: value}) & Q(**{f"pk__{'gte' if falling else 'lte'}": pk})
        )
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
