"""How many rows a list has: exact while that is cheap, then about."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.prepared_queries.prepared import keys_of
from portal.core.values import dates
from portal.core.values.money import format_count

EXACT_UP_TO = 10_000
MOST_FINDS = 50  # of a search, two pages: each find is looked at, and who has more of them types another word
MOST_REMEMBERED = 500
REMEMBERED = timedelta(minutes=1)


@dataclass(frozen=True)
class Count:
    """`number` rows if `exact`; else about so many, or at least so many when `at_least`."""

    number: int
    exact: bool = True
    at_least: bool = False

    def sentence(self, noun) -> str:
        """`312 contrats`, `environ 200 000 contrats`, `plus de 10 000 contrats`."""
        values = {"number": format_count(self.number), "noun": noun(_grammatical(self.number))}
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

    With `guess`, what was beyond is told again for a minute.
    `up_to` is for what planners guess badly: counted so far, and beyond it is only said that there are more, as on
    SQLite, which keeps no estimates.
    """
    if keys is None:  # the filters alone exclude every row
        return Count(0)
    if up_to:
        return of_those_read(_counted(*keys, up_to), up_to)
    if guess and (kept := _many.get(keys)) and dates.now() - kept.at < REMEMBERED:
        return kept.count
    counted = _counted(*keys, EXACT_UP_TO)
    if counted <= EXACT_UP_TO:
        return Count(counted)
    planned = _planned(*keys)
    beyond = planned > EXACT_UP_TO
    found = Count(_two_digits(planned), exact=False) if beyond else Count(EXACT_UP_TO, exact=False, at_least=True)
    _remember(keys, found)
    return found


def of_those_read(read: int, up_to: int) -> Count:
    """What `read` rows tell, of which one more than `up_to` were asked for."""
    return Count(read) if read <= up_to else Count(up_to, exact=False, at_least=True)


@dataclass(frozen=True)
class _Kept:
    """A count beyond what is counted, and when it was made: for a minute, about as many are still there."""

    count: Count
    at: datetime


_many: dict[tuple[str, tuple], _Kept] = {}


def _remember(keys: tuple[str, tuple], found: Count) -> None:
    if len(_many) >= MOST_REMEMBERED:
        _many.clear()
    _many[keys] = _Kept(found, dates.now())


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
