"""Queries that Django writes once and PostgreSQL plans once: what changes from one time to the next is their values.

    @prepared
    def calls_of(contract_id):
        return Call.objects.filter(contract_id=contract_id).select_related("by")

    calls_of(contract.pk)  # a list

Writing a query takes Django longer than PostgreSQL takes to answer it. So the function is called once for each way a
query can be written, with stand-ins in place of its values, and the SQL is kept with a note of where each value goes.

- **Positional arguments are values**: a number, a text, a moment, a day, a UUID, tuples of these, None, or a reader (an
  object whose `written_as()` names what queries depend on). **Keyword arguments say how it is written**.
- The function gives a queryset and decides nothing by a value: a stand-in that is lost or changed on its way
  into the query is refused, and so is a moment that would be kept for ever. Under `CHECK_PREPARED`, as in tests, each
  call is compared with what Django would have asked.
- What never changes stands in the SQL as it is, so that the server can choose a partial index by it.
- SQLite has no planner to spare and is asked the queryset itself.
"""

import functools
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

from portal.core.prepared_queries.wording import Arguments, StandIns, Wording

MOST_WAYS = 500  # the least recently used is evicted then


def prepared(
    build: Callable[..., QuerySet] | None = None, *, planned_anew: bool = False, made: int | None = None
) -> Callable:
    """What `build` gives, read as a list, from SQL that is written the first time only: objects, or rows of values.

    `planned_anew` is for values that decide how the rows are best found: the server plans each time, as it does with
    whatever else Django asks. Rows past the first `made` are only counted: they do not travel, and are None.
    """
    if build is None:
        return functools.partial(prepared, planned_anew=planned_anew, made=made)
    kept = Kept(lambda values, ways, stand_ins: _query(build(*values, **ways), stand_ins, made))

    @functools.wraps(build)
    def rows(*values, **ways) -> list:
        if (opened := kept.find(values, ways)) is None:
            return list(build(*values, **ways))
        query, given = opened
        if settings.CHECK_PREPARED:
            check(query and query.wording, _sql(build(*values, **ways).query), given)
        return query.rows(given, planned_anew=planned_anew) if query else []

    return rows


def prepared_keys(build: Callable[..., QuerySet]) -> Callable[..., tuple[str, tuple] | None]:
    """The query of the primary keys of what `build` gives, with its params, to count it; None for nothing at all."""
    kept = Kept(lambda values, ways, stand_ins: _wording(keys_of(build(*values, **ways)), stand_ins))

    @functools.wraps(build)
    def keys(*values, **ways) -> tuple[str, tuple] | None:
        if (opened := kept.find(values, ways)) is None:
            return keys_of(build(*values, **ways))
        wording, given = opened
        if settings.CHECK_PREPARED:
            check(wording, keys_of(build(*values, **ways)), given)
        return wording.written_with(given) if wording else None

    return keys


def keys_of(rows: QuerySet) -> tuple[str, tuple] | None:
    """The query of the primary keys of `rows`, with its params; None where it excludes every row."""
    return _sql(rows.order_by().values("pk").query)


class Kept:
    """What was written so far: for each way of writing, what `write(values, ways, stand_ins)` made of it."""

    def __init__(self, write: Callable):
        self.write = write
        self.written: OrderedDict[tuple, object] = OrderedDict()  # the least recently used first

    def find(self, values: tuple, ways: dict) -> tuple[object, tuple] | None:
        """What is kept for these arguments, written now where nothing is, and the values to ask it with; None where
        Django is asked: on SQLite, and for values that nothing can stand in for."""
        arguments = Arguments(values)
        if connection.vendor != "postgresql" or not arguments.fit:
            return None
        key = (*arguments.shape, *sorted(ways.items()))
        found = self.written.get(key, self)
        if found is self:
            replaced, stand_ins = arguments.replaced()
            found = self.written[key] = self.write(replaced, ways, stand_ins)
        with suppress(KeyError):  # another thread has just evicted it, or all
            self.written.move_to_end(key)
            if len(self.written) > MOST_WAYS:
                self.written.popitem(last=False)
        return found, arguments.given


def check(wording: Wording | None, asked: tuple[str, tuple] | None, values: tuple) -> None:
    """Raises `AssertionError` where Django would ask for something else than what is kept."""
    kept = wording.written_with(values) if wording else None
    if asked != kept:
        raise AssertionError(f"a prepared query has changed: {asked} is not {kept}")


def _sql(query) -> tuple[str, tuple] | None:
    try:
        return query.sql_with_params()
    except EmptyResultSet:
        return None


def _wording(written: tuple[str, tuple] | None, stand_ins: StandIns) -> Wording | None:
    return written and Wording.of(*written, stand_ins)


def _query(rows: QuerySet, stand_ins: StandIns, made: int | None) -> "_Query | None":
    compiler = rows.query.get_compiler(connection=connection)
    try:
        wording = Wording.of(*compiler.as_sql(), stand_ins)
    except EmptyResultSet:
        return None
    if rows._iterable_class not in _READ or rows._prefetch_related_lookups or compiler.has_extra_select:
        raise TypeError("a prepared query gives objects of a model, or tuples, and asks for nothing else")
    return _READ[rows._iterable_class].of(rows, compiler, wording.counted(made) if made else wording, made=made)


@dataclass(frozen=True)
class _Query:
    """A query that is written, and how its rows are read: here as tuples."""

    wording: Wording
    compiler: object
    converters: dict
    made: int | None

    @classmethod
    def of(cls, rows: QuerySet, compiler, wording: Wording, **more) -> "_Query":
        converters = compiler.get_converters([one[0] for one in compiler.select])
        return cls(wording=wording, compiler=compiler, converters=converters, **more)

    def rows(self, values: tuple, *, planned_anew: bool) -> list:
        answer = self.wording.ask(values, planned_anew=planned_anew)
        made = self._made_of(answer)
        return made + [None] * (answer[0][-1] - len(made)) if self.made and answer else made

    def _made_of(self, answer: list[tuple]) -> list:
        if not self.converters:
            return answer
        return [tuple(row) for row in self.compiler.apply_converters(answer, self.converters)]


@dataclass(frozen=True)
class _ObjectQuery(_Query):
    """A query whose rows become objects of a model, with those that were selected with them."""

    names: tuple[str, ...]
    columns: slice
    populators: tuple

    @classmethod
    def of(cls, rows: QuerySet, compiler, wording: Wording, **more) -> "_ObjectQuery":
        info, select = compiler.klass_info, compiler.select
        columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        return super().of(
            rows,
            compiler,
            wording,
            names=tuple(one[0].target.attname for one in select[columns]),
            columns=columns,
            populators=tuple(get_related_populators(info, select, rows.db)),
            **more,
        )

    def _made_of(self, answer: list[tuple]) -> list:
        return [self._object(row) for row in super()._made_of(answer)]

    def _object(self, row: tuple):
        made = self.compiler.klass_info["model"].from_db(connection.alias, self.names, row[self.columns])
        for populator in self.populators:
            populator.populate(row, made)
        for name, position in self.compiler.annotation_col_map.items():
            setattr(made, name, row[position])
        return made


_READ = {ModelIterable: _ObjectQuery, ValuesListIterable: _Query}
