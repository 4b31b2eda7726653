"""How many rows a list has: exact while that is cheap, then about."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.db import connections
from django.utils.translation import get_language
from django.utils.translation import gettext as _

EXACT_UP_TO = 10_000
SURELY_MANY = 3 * EXACT_UP_TO


@dataclass(frozen=True)
class Count:
    """`number` rows if `exact`; else about so many, or at least so many when `at_least`."""

    number: int
    exact: bool = True
    at_least: bool = False

    def sentence(self, noun) -> str:
        """`312 contrats`, `environ 200 000 contrats`, `plus de 10 000 contrats`."""
        values = {"number": f"{self.number:,}".replace(",", "\u202f"), "noun": noun(_grammatical(self.number))}
        if self.exact:
            return _("%(number)s %(noun)s") % values
        return (_("plus de %(number)s %(noun)s") if self.at_least else _("environ %(number)s %(noun)s")) % values


def _grammatical(number: int) -> int:
    """The number that decides between singular and plural: in French, nothing is singular.

    Sentences in their own language have no catalogue, so gettext would count them as English does.
    """
    return max(number, 1) if get_language() == settings.LANGUAGE_CODE else number


def count(queryset, *, guess: bool = False) -> Count:
    """The count of `queryset`: counted up to `EXACT_UP_TO`, beyond asked of PostgreSQL's planner.

    With `guess` the planner is asked first, and nothing is counted when it is sure of many.
    SQLite keeps no such estimate: it says that there are more.
    """
    keys = queryset.order_by().values("pk")
    planned = _planned(keys) if guess else 0
    if planned < SURELY_MANY:
        counted = keys[: EXACT_UP_TO + 1].count()
        if counted <= EXACT_UP_TO:
            return Count(counted)
        planned = planned or _planned(keys)
    if planned <= EXACT_UP_TO:
        return Count(EXACT_UP_TO, exact=False, at_least=True)
    return Count(_two_digits(planned), exact=False)


def _planned(keys) -> int:
    """How many rows PostgreSQL's planner expects, which it knows without reading them; 0 elsewhere."""
    if connections[keys.db].vendor != "postgresql":
        return 0
    plan = keys.explain(format="json")  # empty when the filters alone exclude every row
    return json.loads(plan)[0]["Plan"]["Plan Rows"] if plan else 0


def _two_digits(number: int) -> int:
    """`197 412` → `200 000`: an estimate is not written to the unit."""
    return int(float(f"{number:.2g}"))
