"""How many rows a list has: exact while that is cheap, then about."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.money import format_number
from portal.core.prepared import keys_of

EXACT_UP_TO = 10_000
MOST_FINDS = 100  # of a search: each find is looked at, and who has more of them types another word
SURELY_MANY = 3 * EXACT_UP_TO
MOST_REMEMBERED = 500


@dataclass(frozen=True)
class Count:
    """`number` rows if `exact`; else about so many, or at least so many when `at_least`."""

    number: int
    exact: bool = True
    at_least: bool = False

    def sentence(self, noun) -> str:
        """`312 contrats`, `environ 200 000 contrats`, `plus de 10 000 contrats`."""
        values = {"number": format_number(Decimal(self.number), places=0), "noun": noun(_grammatical(self.number))}
        if self.exact:
            return _("%(number)s %(noun)s") % values
        return (_("plus de %(number)s %(noun)s") if self.at_least else _("environ %(number)s %(noun)s")) % values


def _grammatical(number: int) -> int:
    """The number that decides between singular and plural: in French, nothing is singular.

    Sentences in their own language have no catalogue, so gettext would count them as English does.
    """
    return max(number, 1) if get_language() == settings.LANGUAGE_CODE else number


def count(rows: QuerySet, *, guess: bool = False, up_to: int | None = None) -> Count:
    """How many `rows` there are, as `count_keys` tells."""
    return count_keys(keys_of(rows), guess=guess, up_to=up_to)


def count_keys(keys: tuple[str, tuple] | None, *, guess: bool = False, up_to: int | None = None) -> Count:
    """How many rows the query `keys` gives, SQL and params (None: none): up to `EXACT_UP_TO`, beyond as planned.

    With `guess`, what was beyond last time is first asked of the planner, and counted only if it is not sure of many.
    `up_to` is for what planners guess badly: counted so far, and beyond it is only said that there are more, as on
    SQLite, which keeps no estimates.
    """
    if keys is None:  # the filters alone exclude every row
        return Count(0)
    if up_to:
        counted = _counted(*keys, up_to)
        return Count(counted) if counted <= up_to else Count(up_to, exact=False, at_least=True)
    planned = _planned(*keys) if guess and keys in _many else 0
    if planned < SURELY_MANY:
        counted = _counted(*keys, EXACT_UP_TO)
        if counted <= EXACT_UP_TO:
            _many.discard(keys)
            return Count(counted)
        planned = planned or _planned(*keys)
        _remember_as_many(keys)
    if planned <= EXACT_UP_TO:
        return Count(EXACT_UP_TO, exact=False, at_least=True)
    return Count(_two_digits(planned), exact=False)


_many: set[tuple[str, tuple]] = set()  # the queries that had more rows than are counted, when this process last asked


def _remember_as_many(keys: tuple[str, tuple]) -> None:
    if len(_many) >= MOST_REMEMBERED:
        _many.clear()
    _many.add(keys)


def _counted(sql: str, params: tuple, up_to: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT COUNT(*) FROM ({sql} LIMIT {up_to + 1}) "counted"', params)  # noqa: S608
        return cursor.fetchone()[0]


def _planned(sql: str, params: tuple) -> int:
    """How many rows PostgreSQL's planner expects, which it knows without reading them; 0 elsewhere."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT json) {sql}", params)
        plan = cursor.fetchone()[0]
    return (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"]


def _two_digits(number: int) -> int:
    """`197 412` → `200 000`: an estimate is not written to the unit."""
    return int(float(f"{number:.2g}"))
