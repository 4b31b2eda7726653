"""What waits, counted for every page: all numbers of the menu and the bell in one query, each up to `MOST_COUNTED`."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from portal.core import dates

MOST_COUNTED = 100
MOST_PLANS = 2000
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
    plan = _plan_of(user)
    return {**dict.fromkeys(_rows, 0), **_asked(plan.names, plan.sql, plan.params)}


# --- the query, written once a minute for each reader: writing it costs more than asking it ---------------


@dataclass(frozen=True)
class _Plan:
    """The query that counts everything for one reader, as it was written at `made_at`."""

    made_at: datetime
    names: tuple[str, ...]
    sql: str
    params: tuple

    def at(self, now: datetime) -> "_Plan":
        """The same asked at `now`: every moment in it moves on with the clock, as « published by now » does."""
        later = now - self.made_at
        params = tuple(value + later if isinstance(value, datetime) else value for value in self.params)
        return replace(self, params=params)


_plans: dict[tuple, _Plan] = {}


def _plan_of(user) -> _Plan:
    if connection.vendor == "sqlite":  # which writes moments as texts, and serves few
        return _plan(user)
    key = (user.pk, user.role, user.organisation_id, user.is_active, *user.extra_rights)
    plan = _plans.get(key)
    if plan is None or abs(dates.now() - plan.made_at) > PLANS_KEPT:
        if len(_plans) >= MOST_PLANS:
            _plans.clear()
        plan = _plans[key] = _plan(user)
    return plan.at(dates.now())


def _plan(user) -> _Plan:
    asked = {name: rows(user) for name, rows in _rows.items()}
    names, sql, params = _written({name: found for name, found in asked.items() if found is not None}, MOST_COUNTED)
    return _Plan(dates.now(), names, sys.intern(sql), params)


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
