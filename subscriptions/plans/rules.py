"""What may be bought when, and what it costs: sets of contents, whole days of Paris, cents rounded half-up."""

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.core.values.money import Price, to_cents


@dataclass(frozen=True)
class Offered:
    """Whether one set of contents may be bought over another; when not, from which day and what stands against it.

    `adds` is what would be new, `lacks` what the person has and would lose.
    """

    allowed: bool
    adds: frozenset[str]
    lacks: frozenset[str]
    from_day: date | None = None


def offered(current: set[str], wanted: set[str], *, ends_before: date | None, today: date) -> Offered:
    """Decide: before the end (`ends_before` is the first day without access) only a strict superset, anything after."""
    adds, lacks = frozenset(wanted - current), frozenset(current - wanted)
    if ends_before is None or today >= ends_before:
        return Offered(True, adds, lacks)
    if wanted > current:
        return Offered(True, adds, lacks)
    return Offered(False, adds, lacks, from_day=ends_before)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def prorated(difference: Decimal, *, starts_on: date, ends_before: date, today: date) -> Decimal:
    """Return the part of `difference`, for a whole term, that the days from `today` on are worth.

    The day itself counts. Never negative, never more than the difference.
    """
    whole = (ends_before - starts_on).days
    left = max(0, min(whole, (ends_before - today).days))
    return to_cents(max(difference, Decimal(0)) * left / whole)


def net_of(gross: Decimal, vat_rate: Decimal) -> Decimal:
    """Return the price without VAT of one with it."""
    return Price.of_gross(gross, vat_rate).net
