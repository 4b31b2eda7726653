"""The commission to the cent, the days of payment, 10 000 invented histories that balance."""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from crm.financing import rules
from portal.core.values import dates

FIXED, YEARLY, CUTOFF = Decimal("0.5"), Decimal(6), 15
HISTORIES = 10_000


@pytest.mark.parametrize(
    ("amount", "days", "expected"),
    [
        ("10000", 55, "141.67"),
        ("123.45", 30, "1.23"),
        ("1.00", 0, "0.01"),
        ("333.33", 1, "1.72"),
        ("250000", 90, "5000.00"),
        ("0.01", 365, "0.00"),
    ],
)
def test_commission_is_rounded_once_at_the_end(amount, days, expected):
    assert rules.commission(Decimal(amount), FIXED, YEARLY, days) == Decimal(expected)


def test_commission_and_net_always_add_up():
    dice = random.Random(4)
    for _case in range(2_000):
        amount, days = Decimal(dice.randrange(1, 10**9)) / 100, dice.randrange(0, 400)
        due = date(2027, 3, 1)
        made = rules.offer(
            amount=amount, due_on=due, payment_on=due - timedelta(days=days), fixed_rate=FIXED, yearly_rate=YEARLY
        )
        assert made.commission + made.net == amount
        assert 0 <= made.commission <= amount


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=dates.PARIS)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-30T14:59", date(2026, 12, 1)),  # a Monday before the cut-off
        ("2026-11-30T15:00", date(2026, 12, 2)),
        ("2026-11-27T10:00", date(2026, 11, 30)),  # a Friday
        ("2026-11-27T16:00", date(2026, 12, 1)),
        ("2026-11-28T10:00", date(2026, 12, 1)),  # a Saturday counts as Monday
        ("2026-12-24T16:00", date(2026, 12, 29)),  # Christmas, then a week-end
        ("2026-10-24T23:30", date(2026, 10, 27)),  # the night of the clock change
        ("2027-03-27T23:30", date(2027, 3, 31)),  # clock change, then Easter Monday
    ],
)
def test_first_payment_day_is_the_next_business_day(moment, expected):
    assert rules.first_payment_day(at(moment), CUTOFF) == expected


def test_cut_off_is_read_in_paris_whatever_the_zone_of_the_moment():
    summer, winter = datetime(2026, 7, 1, 13, 30, tzinfo=UTC), datetime(2026, 12, 1, 13, 30, tzinfo=UTC)
    assert rules.first_payment_day(summer, CUTOFF) == date(2026, 7, 3)  # 15:30 in Paris
    assert rules.first_payment_day(winter, CUTOFF) == date(2026, 12, 2)  # 14:30 in Paris


def test_no_holiday_of_the_year_is_a_payment_day():
    days = rules.payment_days(at("2026-01-01T10:00"), date(2026, 12, 31), CUTOFF)
    off = ["01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"]
    assert not {date.fromisoformat(f"2026-{day}") for day in off} & set(days)
    assert all(day.weekday() < 5 for day in days)


def test_a_due_date_on_a_sunday_pays_before_and_is_repaid_after():
    sunday = date(2027, 1, 31)
    assert rules.last_payment_day(sunday) == date(2027, 1, 29)
    assert rules.repayment_day(sunday) == date(2027, 2, 1)


def test_a_quote_ends_when_its_day_can_no_longer_be_reached():
    made = at("2026-11-30T14:00")
    assert rules.expiry(made, date(2026, 12, 1), hours=24, cutoff_hour=CUTOFF) == at("2026-11-30T15:00")
    assert rules.expiry(made, date(2026, 12, 15), hours=24, cutoff_hour=CUTOFF) == at("2026-12-01T14:00")


@pytest.mark.parametrize("written", ["fa-2026/001", " FA 2026 001 ", "Fa.2026.001", "FÀ2026001"])
def test_a_number_in_any_writing_is_the_same(written):
    assert rules.number_key(written) == "FA2026001"


def test_ten_thousand_histories_balance():
    """Accepted, paid, repaid in parts, late or too much: every entry balances, and the bank keeps the commissions."""
    dice = random.Random(11)
    for _history in range(HISTORIES):
        _history_balances(dice)


def _history_balances(dice: random.Random) -> None:
    amount = Decimal(dice.randrange(1, 5_000_000)) / 100
    fee = rules.commission(amount, FIXED, YEARLY, dice.randrange(0, 120))
    accounts: dict[str, Decimal] = defaultdict(Decimal)

    def entry(*lines):
        assert sum(value for _account, value in lines) == 0
        for account, value in lines:
            accounts[account] += value

    entry(("receivable", amount), ("payable", -(amount - fee)), ("commissions", -fee))
    entry(("payable", amount - fee), ("bank", -(amount - fee)))
    left, received = amount, Decimal(0)
    while left:
        part = Decimal(dice.randrange(1, int(amount * 100) + 50)) / 100
        parts = rules.split(part, left)
        entry(("bank", part), ("receivable", -parts.paid), ("owed back", -parts.excess))
        left, received = left - parts.paid, received + part
    assert sum(accounts.values()) == 0
    assert accounts["receivable"] == accounts["payable"] == 0
    assert accounts["bank"] == fee + (received - amount)
