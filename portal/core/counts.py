"""What waits, counted for every page: all numbers of the menu and the bell in one query, each up to `MOST_COUNTED`."""

from collections.abc import Callable

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

MOST_COUNTED = 100

_rows: dict[str, Callable] = {}


def register(name: str, rows: Callable[..., QuerySet | None]) -> None:
    """Called by an app in `AppConfig.ready()`; `rows(user)` are what is counted, None where nothing ever waits."""
    _rows[name] = rows


def of(user) -> dict[str, int]:
    """The numbers of `user` by name, read once for each time this person was loaded, so once a request.

    Raises nothing for somebody without an account: nothing waits for a visitor.
    """
    if user is None or not user.is_authenticated:
        return dict.fromkeys(_rows, 0)
    if not hasattr(user, "_counts"):
        user._counts = _read(user)
    return user._counts


def shown(count: int) -> str:
    """What stands on a badge: beyond two digits the exact number tells nothing more."""
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count)


def _read(user) -> dict[str, int]:
    counted = dict.fromkeys(_rows, 0)
    names, columns, params = [], [], []
    for name, rows in _rows.items():
        found = rows(user)
        if found is None:
            continue
        try:
            sql, values = found.order_by().values("pk")[:MOST_COUNTED].query.sql_with_params()
        except EmptyResultSet:
            continue
        names.append(name)
        columns.append(f'(SELECT COUNT(*) FROM ({sql}) "counted")')  # noqa: S608 - the values stay parameters
        params += values
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)}", params)
            counted.update(zip(names, cursor.fetchone(), strict=True))
    return counted
