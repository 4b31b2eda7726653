"""SQL whose words are kept while its values change: what stands in for a value, and where each value goes.

Django writes a query with stand-ins in place of values: values of the same type that nothing else is ever equal to. So
they are known again among its params.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from uuid import UUID

from django.db import NotSupportedError, connection

_STAND_INS = {
    int: lambda number: 31_000 + 7 * number,  # any column of whole numbers holds it; none is the next of another
    str: lambda number: f" \uf8ffZz{number}\uf8ff ",  # which a change of case, or of the blanks around it, would show
    datetime: lambda number: datetime(2777, 7, 7, 7, 7, 7, number, tzinfo=UTC),
    date: lambda number: date(2777, 1, 1) + timedelta(days=number),
    Decimal: lambda number: Decimal(7_111_222 + number),
    UUID: lambda number: UUID(int=2**127 + number),
}


@dataclass(frozen=True)
class StandIns:
    """Those of one query, in the order of its values; `needed` are those that must be found in it."""

    all: tuple
    needed: frozenset[int] = frozenset()


class Arguments:
    """What a query is asked with. `shape` is what changes how it is written, `given` its values, one by one.

    A reader is an object with `written_as()`, which gives a key of how queries in their scope are written and each
    value in them by name, and `with_values()`, which gives the reader with other values and nothing else that may be
    read. Raises `AttributeError` for anything else that is no value.
    """

    def __init__(self, values):
        self._parts = [_Part.of(value) for value in values]
        self.shape = tuple(part.shape for part in self._parts)
        self.given = tuple(value for part in self._parts for value in part.values)

    @property
    def fit(self) -> bool:
        """Whether the server can hold each value: a whole number of an address may be longer than any column."""
        return all(type(value) is not int or -(2**63) <= value < 2**63 for value in self.given)

    def replaced(self) -> tuple[list, StandIns]:
        """The arguments with stand-ins in place of values, and these stand-ins."""
        replaced, made, needed = [], [], set()
        for part in self._parts:
            mine = [_STAND_INS[type(one)](len(made) + number) for number, one in enumerate(part.values)]
            if part.needed:
                needed.update(range(len(made), len(made) + len(mine)))
            replaced.append(part.with_values(mine))
            made += mine
        return replaced, StandIns(tuple(made), frozenset(needed))


@dataclass(frozen=True)
class _Part:
    """One argument: as it was given, its shape, the values in it, and how others take their place.

    What a reader holds need not be in a query; what was given by itself must.
    """

    argument: object
    shape: object
    values: tuple
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, argument) -> "_Part":
        if argument is None or isinstance(argument, bool):
            return cls(argument, (argument,), ())
        if type(argument) in _STAND_INS:
            return cls(argument, type(argument), (argument,))
        if isinstance(argument, tuple):
            return cls(argument, tuple(map(type, argument)), argument)
        shape, named = argument.written_as()
        given = {name: value for name, value in named.items() if value is not None}
        return cls(argument, (*shape, *given), tuple(given.values()), tuple(given))

    @property
    def needed(self) -> bool:
        return not self.names

    def with_values(self, values: list):
        """The argument with other `values` in it."""
        if isinstance(self.argument, tuple):
            return tuple(values)
        if not self.names:
            return values[0] if values else self.argument
        return self.argument.with_values(dict(zip(self.names, values, strict=True)))


@dataclass(frozen=True)
class Place:
    """Where a value goes in a query: as it is, or with its number written in a `text`, at the mark of `NUMBER`."""

    value: int
    text: str = ""

    def filled(self, values: tuple):
        value = values[self.value]
        return self.text.replace(NUMBER, str(value)) if self.text else value


NUMBER = "\uf8ff"


@dataclass(frozen=True)
class Wording:
    """A query as Django wrote it, and as it is asked.

    `places` tells what stands at which place of `params`; `asked` has the other params in its words.
    """

    sql: str
    params: tuple
    places: dict[int, Place]
    asked: str

    @classmethod
    def of(cls, sql: str, params, stand_ins: StandIns) -> "Wording":
        """Raises `ValueError` where a value cannot be known again, or where a moment would be kept for ever."""
        places = _places(params, stand_ins)
        whole = {at for at, place in places.items() if not place.text and type(stand_ins.all[place.value]) is int}
        return cls(sql, tuple(params), places, _with_constants(sql, params, places, whole))

    def ask(self, values: tuple, *, planned_anew: bool = False) -> list[tuple]:
        """The rows that the server gives for these values; planned once, where it does, or each time."""
        filled = [place.filled(values) for place in self.places.values()]
        return _answer(connection.cursor(), self.asked, filled) if planned_anew else ask(self.asked, filled)

    def counted(self, most: int) -> "Wording":
        """The same, of whose rows the first `most` are given; the last of their columns counts all."""
        read = f'WITH "read" AS MATERIALIZED ({self.asked}) SELECT *, (SELECT COUNT(*) FROM "read") FROM "read"'  # noqa: S608
        return replace(self, asked=f"{read} LIMIT {most}")

    def written_with(self, values: tuple) -> tuple[str, tuple]:
        """The SQL and params that Django would write with these values."""
        places = self.places
        filled = (places[at].filled(values) if at in places else param for at, param in enumerate(self.params))
        return self.sql, tuple(filled)


def _places(params, stand_ins: StandIns) -> dict[int, Place]:
    """Which stand-in stands at which place."""
    known = {_kind(one): Place(number) for number, one in enumerate(stand_ins.all)}
    found = {at: known.get(_kind(param)) or _in_a_text(param, stand_ins) for at, param in enumerate(params)}
    places = {at: place for at, place in found.items() if place}
    others = [param for at, param in enumerate(params) if at not in places]
    if any(isinstance(param, date) or any(str(one) in str(param) for one in stand_ins.all) for param in others):
        raise ValueError(f"a value was changed on its way into the query, or a moment would be kept: {others}")
    if lost := stand_ins.needed - {place.value for place in places.values()}:
        raise ValueError(f"a value is not in the query: number {sorted(lost)}")
    return places


def _in_a_text(param, stand_ins: StandIns) -> Place | None:
    """`str(user.pk)` and `f"organisation:{user.organisation_id}"`: a number that became part of a text."""
    if type(param) is not str or NUMBER in param:
        return None
    inside = [number for number, one in enumerate(stand_ins.all) if type(one) is int and str(one) in param]
    if len(inside) != 1:
        return None
    return Place(inside[0], param.replace(str(stand_ins.all[inside[0]]), NUMBER))


def _kind(param) -> tuple:
    """What makes two params the same: psycopg's whole numbers, which say the size of their column, are numbers."""
    kind = int if isinstance(param, int) and not isinstance(param, bool) else type(param)
    return kind, str(param) if kind not in _STAND_INS else param


def _with_constants(sql: str, params, places: dict[int, Place], whole: set[int]) -> str:
    """`sql` with every param in its words that is no value; the places of `whole` numbers say that they are keys."""
    place = iter(range(len(params)))

    def word(found: re.Match) -> str:
        if found[0] == "%%":
            return found[0]
        at = next(place)
        if at in places:
            return "%s::bigint" if at in whole else found[0]
        return connection.ops.compose_sql("%s", [params[at]]).replace("%", "%%")

    return re.sub("%s|%%", word, sql)


def ask(sql: str, params) -> list[tuple]:
    """The rows of a query whose words are always the same, planned once for each connection to the server."""
    try:
        return _answer(_planning_once(), sql, [_typed(param) for param in params])
    except NotSupportedError:  # a table was changed since: its plan cannot be used any more
        if connection.in_atomic_block:
            raise
        connection.close()
        return _answer(connection.cursor(), sql, params)


def _typed(param):
    """A whole number says its own size: else small and large ones would be queries of their own."""
    return connection.ops.adapt_integerfield_value(param, "BigIntegerField") if type(param) is int else param


def _planning_once():
    """A cursor whose values travel apart from the words, so that the server knows a query again."""
    if connection.queries_logged:  # a log shows the values in their places
        return connection.cursor()
    backend = import_module(f"{connection.settings_dict['ENGINE']}.base")
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    return connection.make_cursor(backend.ServerBindingCursor(connection.connection))


def _answer(cursor, sql: str, params) -> list[tuple]:
    with cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
