"""Figures and days of reverse factoring: the commission, the days of payment, how long a quote holds (F11)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from portal.core.values import dates
from portal.core.values.money import to_cents

YEAR = 360


def commission(amount: Decimal, fixed_rate: Decimal, yearly_rate: Decimal, days: int) -> Decimal:
    """Return amount × (fixed + yearly × days/360), rates in per cent, rounded half-up once at the end."""
    return to_cents(amount * (fixed_rate * YEAR + yearly_rate * days) / (100 * YEAR))


@dataclass(frozen=True)
class Offer:
    """What a supplier is paid on one day: `commission` and `net` always add up to `amount`."""

    amount: Decimal
    payment_on: date
    days: int
    commission: Decimal

    @property
    def net(self) -> Decimal:
        return self.amount - self.commission


def offer(*, amount: Decimal, due_on: date, payment_on: date, fixed_rate: Decimal, yearly_rate: Decimal) -> Offer:
    """Return what a payment on `payment_on` costs: the days run from that day to the due date."""
    days = (due_on - payment_on).days
    return Offer(amount, payment_on, days, commission(amount, fixed_rate, yearly_rate, days))


def first_payment_day(moment: datetime, cutoff_hour: int) -> date:
    """Return the next business day after `moment`; past the cut-off in Paris, or on a day off, one more."""
    local = moment.astimezone(dates.PARIS)
    day = local.date()
    if not dates.is_working_day(day):
        day = dates.next_working_day(day)
    elif local.time() >= time(cutoff_hour):
        day = dates.next_working_day(day + timedelta(days=1))
    return dates.add_working_days(day, 1)


def last_payment_day(due_on: date) -> date:
    """Return the due date, or the last business day before it: banks pay on no other."""
    day = due_on
    while not dates.is_working_day(day):
        day -= timedelta(days=1)
    return day


def repayment_day(due_on: date) -> date:
    """Return the day on which the buyer's repayment is expected: the due date, or the next business day."""
    return dates.next_working_day(due_on)


def last_moment_for(payment_on: date, cutoff_hour: int) -> datetime:
    """Return the cut-off of the business day before `payment_on`: accepted later, it could not be paid that day."""
    day = last_payment_day(payment_on - timedelta(days=1))
    return datetime.combine(day, time(cutoff_hour), tzinfo=dates.PARIS)


def expiry(made_at: datetime, payment_on: date, *, hours: int, cutoff_hour: int) -> datetime:
    """Return until when a quote holds."""
    return min(made_at + timedelta(hours=hours), last_moment_for(payment_on, cutoff_hour))


def payment_days(moment: datetime, due_on: date, cutoff_hour: int) -> list[date]:
    """Return the days that a supplier may choose, the first one first."""
    first, last = first_payment_day(moment, cutoff_hour), last_payment_day(due_on)
    span = (last - first).days
    days = (first + timedelta(days=step) for step in range(span + 1))
    return [day for day in days if dates.is_working_day(day)]


def number_key(number: str) -> str:
    """Return an invoice's number without case, accents, blanks and punctuation: `fa-2026 / 001` is `FA2026001`."""
    plain = unicodedata.normalize("NFKD", number).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]", "", plain.upper())


@dataclass(frozen=True)
class Splitting:
    """How a repayment divides: what it pays of the debt, and what is too much."""

    paid: Decimal
    excess: Decimal


def split(received: Decimal, left: Decimal) -> Splitting:
    """Return how `received` divides over what is `left` to repay."""
    paid = min(received, left)
    return Splitting(paid, received - paid)
