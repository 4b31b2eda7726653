"""Queries that Django writes once and PostgreSQL plans once: what changes from one time to the next is their values.

    @prepared
    def calls_of(contract_id):
        return Call.objects.filter(contract_id=contract_id).select_related("by")

    calls_of(contract.pk)  # a list

Writing a query takes Django longer than PostgreSQL takes to answer it. So the function is called once for each way a
query can be written, with stand-ins in place of its values, and the SQL is kept with a note of where each value goes.

- **Positional arguments are values**: a number, a text, a moment, a day, a UUID, None, or a reader (an object whose
  `written_as()` names what queries depend on). **Keyword arguments say how it is written** and are compared.
- The function gives a queryset of models and decides nothing by a value: a stand-in that is lost or changed on its way
  into the query is refused, and so is a moment that would be kept for ever. Under `CHECK_PREPARED`, as in tests, each
  call is compared with what Django would have asked.
- What never changes stands in the SQL as it is, so that the server can choose a partial index by it.
- SQLite has no planner to spare and is asked the queryset itself.
"""

import copy
import functools
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.query import ModelIterable, get_related_populators

from portal.core.wording import Arguments, Wording

MOST_WAYS = 500  # a function that is written in more ways has a value among its keywords


def prepared(build: Callable[..., QuerySet]) -> Callable[..., list]:
    """What `build` gives, read as a list, from SQL that is written the first time only."""
    kept = _Kept(build, _Query.of)

    @functools.wraps(build)
    def rows(*values, **ways) -> list:
        if connection.vendor != "postgresql":
            return list(build(*values, **ways))
        query, given = kept.find(values, ways)
        if settings.CHECK_PREPARED:
            _check(query and query.wording, build(*values, **ways).query, given)
        return query.rows(given) if query else []

    return rows


def prepared_keys(build: Callable[..., QuerySet]) -> Callable[..., tuple[str, tuple] | None]:
    """The query of the primary keys of what `build` gives, with its params, to count it; None for nothing at all."""
    kept = _Kept(build, lambda rows, compiler, wording: wording, as_asked=_keys)

    @functools.wraps(build)
    def keys(*values, **ways) -> tuple[str, tuple] | None:
        if connection.vendor != "postgresql":
            return keys_of(build(*values, **ways))
        wording, given = kept.find(values, ways)
        if settings.CHECK_PREPARED:
            _check(wording, _keys(build(*values, **ways)).query, given)
        return wording.written_with(given) if wording else None

    return keys


def keys_of(rows: QuerySet) -> tuple[str, tuple] | None:
    """The query of the primary keys of `rows`, with its params; None where it excludes every row."""
    return _sql(_keys(rows).query)


def _keys(rows: QuerySet) -> QuerySet:
    return rows.order_by().values("pk")


def _sql(query) -> tuple[str, tuple] | None:
    try:
        return query.sql_with_params()
    except EmptyResultSet:
        return None


class _Kept:
    """What was written by `build` so far: by each way, what `made(rows, compiler, wording)` makes of it."""

    def __init__(self, build: Callable, made: Callable, as_asked: Callable = lambda rows: rows):
        self.build, self.made, self.as_asked = build, made, as_asked
        self.written: dict[tuple, object] = {}

    def find(self, values: tuple, ways: dict) -> tuple:
        """What is kept (None where the query excludes every row, whatever its values), and the values one by one."""
        arguments = Arguments(values)
        key = (*arguments.shape, *sorted(ways.items()))
        if key not in self.written:
            if len(self.written) >= MOST_WAYS:
                self.written.clear()
            self.written[key] = self._write(arguments, ways)
        return self.written[key], arguments.given

    def _write(self, arguments: Arguments, ways: dict):
        replaced, stand_ins, needed = arguments.replaced()
        rows = self.as_asked(self.build(*replaced, **ways))
        compiler = rows.query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        return self.made(rows, compiler, Wording.of(sql, params, stand_ins, needed))


@dataclass(frozen=True)
class _Query:
    """A query that is written, and how its rows become objects."""

    wording: Wording
    compiler: object
    converters: dict
    names: tuple[str, ...]
    columns: slice
    populators: tuple
    prefetched: tuple

    @classmethod
    def of(cls, rows: QuerySet, compiler, wording: Wording) -> "_Query":
        if rows._iterable_class is not ModelIterable:
            raise TypeError("a prepared query gives objects of a model")
        info, select = compiler.klass_info, compiler.select
        columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        return cls(
            wording=wording,
            compiler=compiler,
            converters=compiler.get_converters([one[0] for one in select]),
            names=tuple(one[0].target.attname for one in select[columns]),
            columns=columns,
            populators=tuple(get_related_populators(info, select, rows.db)),
            prefetched=tuple(rows._prefetch_related_lookups),
        )

    def rows(self, values: tuple) -> list:
        answer = self.wording.ask(values)
        if self.converters:
            compiler = copy.copy(self.compiler)
            compiler.connection = connection
            answer = compiler.apply_converters(answer, self.converters)
        found = [self._object(row) for row in answer]
        if self.prefetched:
            prefetch_related_objects(found, *self.prefetched)
        return found

    def _object(self, row):
        made = self.compiler.klass_info["model"].from_db(connection.alias, self.names, row[self.columns])
        for populator in self.populators:
            populator.populate(row, made)
        for name, position in self.compiler.annotation_col_map.items():
            setattr(made, name, row[position])
        return made


def _check(wording: Wording | None, query, values: tuple) -> None:
    """Raises `AssertionError` where Django would ask for something else."""
    asked, kept = _sql(query), wording.written_with(values) if wording else None
    if asked != kept:
        raise AssertionError(f"a prepared query has changed: {asked} is not {kept}")
