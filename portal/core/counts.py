"""What waits, counted for every page: all numbers of the menu and the bell in one query, each up to `MOST_COUNTED`."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from portal.core import dates
from portal.core.wording import Arguments, Wording

MOST_COUNTED = 100
PLANS_KEPT = timedelta(minutes=1)

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


def shown(count: int, up_to: int = MOST_COUNTED) -> str:
    """What stands on a badge: what was counted up to `up_to` is `99+` at that end, as more tells nothing."""
    return f"{up_to - 1}+" if count >= up_to else str(count)


def _read(user) -> dict[str, int]:
    if connection.vendor != "postgresql":
        return several(_asked_for(user), up_to=MOST_COUNTED)
    arguments = Arguments([user])
    plan = _plans.get(arguments.shape)
    if plan is None or abs(dates.now() - plan.made_at) > PLANS_KEPT:
        plan = _plans[arguments.shape] = _plan(arguments)
    return plan.counted(arguments.given)


def _asked_for(user) -> dict[str, QuerySet]:
    asked = {name: rows(user) for name, rows in _rows.items()}
    return {name: found for name, found in asked.items() if found is not None}


# --- the query, written once a minute for all whose rights are alike: writing it costs more than asking it ----


@dataclass(frozen=True)
class _Plan:
    """The query that counts everything for readers of one kind, as it was written at `made_at`."""

    made_at: datetime
    names: tuple[str, ...]
    wording: Wording | None
    moments: tuple[datetime, ...]

    def counted(self, values: tuple) -> dict[str, int]:
        """The numbers now: every moment in the query moves on with the clock, as « published by now » does."""
        none = dict.fromkeys(_rows, 0)
        if self.wording is None:
            return none
        later = dates.now() - self.made_at
        (numbers,) = self.wording.ask((*values, *(moment + later for moment in self.moments)))
        return none | dict(zip(self.names, numbers, strict=True))


_plans: dict[tuple, _Plan] = {}


def _plan(arguments: Arguments) -> _Plan:
    (reader,), stand_ins, _needed = arguments.replaced()
    made_at = dates.now()
    names, sql, params = _written(_asked_for(reader), MOST_COUNTED)
    known = set(stand_ins)
    moments = tuple(dict.fromkeys(param for param in params if isinstance(param, datetime) and param not in known))
    wording = Wording.of(sys.intern(sql), params, [*stand_ins, *moments]) if names else None
    return _Plan(made_at, names, wording, moments)


def several(found: dict[str, QuerySet], *, up_to: int) -> dict[str, int]:
    """How many rows each of these has, each counted up to `up_to`, in one query."""
    return {**dict.fromkeys(found, 0), **_asked(*_written(found, up_to))}


def _asked(names: tuple[str, ...], sql: str, params: tuple) -> dict[str, int]:
    if not names:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(zip(names, cursor.fetchone(), strict=True))


def _written(found: dict[str, QuerySet], up_to: int) -> tuple[tuple[str, ...], str, tuple]:
    """The names that have something to count, the query, and its values."""
    names, columns, params = [], [], []
    for name, rows in found.items():
        try:
            sql, values = rows.order_by().values("pk")[:up_to].query.sql_with_params()
        except EmptyResultSet:
            continue
        names.append(name)
        columns.append(f'(SELECT COUNT(*) FROM ({sql}) "counted")')  # noqa: S608 - the values stay parameters
        params += values
    return tuple(names), f"SELECT {', '.join(columns)}", tuple(params)
