"""What waits, counted for every page: all numbers of the menu and the bell in one query, each up to `MOST_COUNTED`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from portal.core.plugs import Socket
from portal.core.prepared_queries.prepared import Kept, check
from portal.core.prepared_queries.wording import Arguments, StandIns, Wording
from portal.core.values import dates

MOST_COUNTED = 100
MOST_FIGURED = 1_000  # where the number is what one came for: the figures of a home, the length of a queue
PLANS_KEPT = timedelta(minutes=1)
MOST_PLANS = 500  # as many kinds of readers

COUNTS: Socket[Callable[..., QuerySet | None]] = Socket(
    "counts", Callable, "By name, `rows(user)`: what every page counts for its reader, None where nothing ever waits."
)


def of(user) -> dict[str, int]:
    """The numbers of `user` by name, read once for each time this person was loaded, so once a request.

    Raises nothing for somebody without an account: nothing waits for a visitor.
    """
    if user is None or not user.is_authenticated:
        return dict.fromkeys(COUNTS.held, 0)
    if not hasattr(user, "_counts"):
        user._counts = _read(user)
    return user._counts


def shown(count: int, up_to: int = MOST_COUNTED) -> str:
    """What stands on a badge: what was counted up to `up_to` is `99+` at that end, as more tells nothing."""
    return f"{up_to - 1}+" if count >= up_to else str(count)


def _read(user) -> dict[str, int]:
    if connection.vendor != "postgresql":
        found = _asked_for(user)
        return _numbers(found, _asked(*_written(found, MOST_COUNTED)))
    arguments = Arguments([user])
    plan = _plans.get(arguments.shape)
    if plan is None or abs(dates.now() - plan.made_at) > PLANS_KEPT:
        if len(_plans) >= MOST_PLANS:
            _plans.clear()
        plan = _plans[arguments.shape] = _plan(arguments)
    if settings.CHECK_PREPARED:
        plan.check(_written(_asked_for(user), MOST_COUNTED), arguments.given)
    return plan.numbers(arguments.given)


def _asked_for(user) -> dict[str, QuerySet | None]:
    return {name: rows(user) for name, rows in COUNTS.held.items()}


# --- the query, written once a minute for all whose rights are alike: writing it costs more than asking it ----


@dataclass(frozen=True)
class _Plan:
    """The query that counts everything for readers of one kind, as it was written at `made_at`."""

    made_at: datetime
    names: tuple[str, ...]
    wording: Wording
    moments: tuple[datetime, ...]

    def numbers(self, values: tuple) -> dict[str, int]:
        """Those of now: every moment in the query moves on with the clock, as « published by now » does."""
        later = dates.now() - self.made_at
        return _numbers(self.names, self.wording.ask((*values, *(moment + later for moment in self.moments))))

    def check(self, asked: tuple[str, tuple], values: tuple) -> None:
        """Raises `AssertionError` where this very reader would be asked for otherwise, moments aside."""
        sql, params = self.wording.written_with((*values, *self.moments))
        if (sql, _without_moments(params)) != (asked[0], _without_moments(asked[1])):
            raise AssertionError(f"kept numbers have changed: {asked} is not {sql}, {params}")


def _without_moments(params: tuple) -> list:
    return [None if isinstance(param, datetime) else param for param in params]


_plans: dict[tuple, _Plan] = {}


def _plan(arguments: Arguments) -> _Plan:
    (reader,), stand_ins = arguments.replaced()
    made_at, found = dates.now(), _asked_for(reader)
    sql, params = _written(found, MOST_COUNTED)
    known = set(stand_ins.all)
    moments = tuple(dict.fromkeys(param for param in params if isinstance(param, datetime) and param not in known))
    return _Plan(made_at, tuple(found), Wording.of(sql, params, StandIns((*stand_ins.all, *moments))), moments)


# --- other numbers ----------------------------------------------------------------------------------------


def count_each(rows: dict[str, QuerySet | None], *, up_to: int) -> dict[str, int]:
    """Return the number of rows of each, at most `up_to`, in one query."""
    return _numbers(rows, _asked(*_written(rows, up_to)))


def prepared_counts(build: Callable[..., dict[str, QuerySet]]) -> Callable[..., dict[str, int]]:
    """How many rows each of what `build` gives has, each up to `up_to`, in one query (see `prepared`)."""

    def write(values, ways, stand_ins):
        found = build(*values, **{name: way for name, way in ways.items() if name != "up_to"})
        return tuple(found), Wording.of(*_written(found, ways["up_to"]), stand_ins)

    kept = Kept(write)

    @wraps(build)
    def numbers(*values, up_to: int, **ways) -> dict[str, int]:
        if (opened := kept.find(values, {**ways, "up_to": up_to})) is None:
            found = build(*values, **ways)
            return _numbers(found, _asked(*_written(found, up_to)))
        (names, wording), given = opened
        if settings.CHECK_PREPARED:
            check(wording, _written(build(*values, **ways), up_to), given)
        return _numbers(names, wording.ask(given))

    return numbers


def _asked(sql: str, params: tuple) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _numbers(names: Iterable[str], answer: list[tuple]) -> dict[str, int]:
    (row,) = answer
    return dict(zip(names, row, strict=True))


def _written(found: dict[str, QuerySet | None], up_to: int) -> tuple[str, tuple]:
    """The query of all numbers, nought for what can have no rows, and its values."""
    columns, params = [], []
    for rows in found.values():
        try:
            sql, values = ("", ()) if rows is None else rows.order_by().values("pk")[:up_to].query.sql_with_params()
        except EmptyResultSet:
            sql, values = "", ()
        columns.append(f'(SELECT COUNT(*) FROM ({sql}) "counted")' if sql else "0")  # noqa: S608 - no value in it
        params += values
    return f"SELECT {', '.join(columns)}", tuple(params)
