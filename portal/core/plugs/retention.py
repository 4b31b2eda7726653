"""How long things are kept, said once: rooms plug in their rules.

A task erases what is past its time, the page about personal data is written from the same rules: it cannot promise
what nobody does.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.plugs import Socket
from portal.core.values import dates

log = logging.getLogger("comptoir.retention")
BATCH = 200  # rows a transaction erases at most
SECONDS = 240  # for one rule; what is left is taken the next day
YEAR, MONTH = 365, 30


def delete(rows: list) -> int:
    """The usual way to erase: the rows go, with what belongs to them alone."""
    with transaction.atomic():
        type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@dataclass(frozen=True)
class Rule:
    """One kind of thing, and how long it is kept.

    `due(before)` gives the rows whose time began before that moment and is over. `erase(rows)` takes a batch of them,
    in transactions of its own, and returns how many it did; None for what a person decides. `kept` says the time to
    people: `%(time)s` in it stands for the `days`. `then` says what becomes of it.
    """

    name: str
    label: str | Promise
    kept: str | Promise
    then: str | Promise
    days: Callable[[], int]
    due: Callable[[datetime], QuerySet]
    erase: Callable[[list], int] | None = delete
    order: int = 100

    @property
    def told(self) -> str:
        return str(self.kept) % {"time": duration(self.days())}

    def waiting(self) -> QuerySet:
        """What is past its time now."""
        return self.due(dates.now() - timedelta(days=self.days()))


RULES = Socket("retention", Rule, "How long one kind of thing is kept, for the daily erasure and the page about it.")


def rules() -> list[Rule]:
    return sorted(RULES.held.values(), key=lambda rule: (rule.order, rule.name))


def duration(days: int) -> str:
    """`10 ans`, `6 mois`, `45 jours`."""
    if days and days % YEAR == 0:
        return ngettext("%(count)d an", "%(count)d ans", days // YEAR) % {"count": days // YEAR}
    if days and days % MONTH == 0:
        return _("%(count)d mois") % {"count": days // MONTH}
    return ngettext("%(count)d jour", "%(count)d jours", days) % {"count": days}


def apply_all() -> dict[str, int]:
    """Erase what is past its time, rule by rule; gives how many by rule. One that fails stops no other."""
    done = {}
    for rule in rules():
        if rule.erase is None:
            continue
        try:
            done[rule.name] = _apply(rule)
        except Exception:  # it is tried again the next day
            log.exception("retention %s: it could not be applied", rule.name)
    return done


def _apply(rule: Rule) -> int:
    """Batch after batch, each in its own short transaction, until nothing is left or can be done."""
    total, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        rows = list(rule.waiting()[:BATCH])
        done = rule.erase(rows) if rows else 0
        total += done
        if not done:
            break
    if total:
        log.info("retention %s: %s erased", rule.name, total)
    return total
