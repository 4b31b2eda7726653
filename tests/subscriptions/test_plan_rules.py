"""What may be bought over what, and the part of a price that is left: every pair, every day."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.values.money import Price
from subscriptions.plans.rules import add_months, net_of, offered, prorated

CONTENTS = ("hs", "origin", "valuation")
SETS = [set(chosen) for size in range(4) for chosen in combinations(CONTENTS, size)]
TODAY, END = date(2026, 3, 1), date(2026, 9, 1)
CENT = Decimal("0.01")


def named(contents: set[str]) -> str:
    """The same name of a set in every process."""
    return "+".join(sorted(contents)) or "nothing"


@pytest.mark.parametrize("current", SETS, ids=named)
@pytest.mark.parametrize("wanted", SETS, ids=named)
def test_before_the_end_only_a_strict_superset_may_be_bought(current, wanted):
    found = offered(current, wanted, ends_before=END, today=TODAY)
    larger = all(each in wanted for each in current) and len(wanted) > len(current)
    assert found.allowed is larger
    assert found.from_day == (None if larger else END)
    assert found.adds == wanted - current
    assert found.lacks == current - wanted


@pytest.mark.parametrize("today", [END, END + timedelta(days=40)])
def test_from_the_end_on_anything_may_be_bought(today):
    assert all(offered(one, other, ends_before=END, today=today).allowed for one in SETS for other in SETS)


def test_the_pairs_are_sixty_four():
    assert len(SETS) ** 2 == 64


@pytest.mark.parametrize(
    ("difference", "left", "days", "charge"),
    [("180", 195, 365, "96.16"), ("180", 93, 366, "45.74"), ("180", 365, 365, "180.00"), ("0", 100, 365, "0.00")],
)
def test_worked_examples_of_proration(difference, left, days, charge):
    start = date(2025, 1, 1) if days == 365 else date(2024, 1, 1)
    end = start + timedelta(days=days)
    today = end - timedelta(days=left)
    assert prorated(Decimal(difference), starts_on=start, ends_before=end, today=today) == Decimal(charge)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2024, 2, 29), date(2026, 1, 31)])
def test_a_day_is_a_day_also_when_it_has_23_or_25_hours(day):
    start, end = day - timedelta(days=100), day + timedelta(days=100)
    charges = [prorated(Decimal(200), starts_on=start, ends_before=end, today=day + timedelta(days=n)) for n in (0, 1)]
    assert charges == [Decimal(100), Decimal(99)]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 29), 12, date(2027, 3, 29)),
        (date(2026, 10, 25), 6, date(2027, 4, 25)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start, months, end):
    assert add_months(start, months) == end


amounts = st.integers(0, 500_000).map(lambda cents: Decimal(cents) / 100)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
starts = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


@patient
@given(amounts, amounts, starts, st.integers(1, 60), st.data())
def test_two_upgrades_on_one_day_cost_what_one_does(one, other, start, months, data):
    end = add_months(start, months)
    today = start + timedelta(days=data.draw(st.integers(0, (end - start).days - 1)))
    term = {"starts_on": start, "ends_before": end, "today": today}
    assert abs(prorated(one, **term) + prorated(other, **term) - prorated(one + other, **term)) <= CENT


@patient
@given(amounts, starts, st.integers(1, 60), st.integers(-50, 4000))
def test_a_charge_is_never_negative_nor_more_than_the_difference(difference, start, months, days):
    today = start + timedelta(days=days)
    charge = prorated(difference, starts_on=start, ends_before=add_months(start, months), today=today)
    assert 0 <= charge <= difference


@patient
@given(amounts, starts, st.integers(1, 60), st.data())
def test_the_two_parts_of_a_term_sum_to_the_whole(difference, start, months, data):
    end = add_months(start, months)
    days = (end - start).days
    cut = data.draw(st.integers(0, days))
    term = {"starts_on": start, "ends_before": end}
    later = prorated(difference, today=start + timedelta(days=cut), **term)
    earlier = prorated(difference, today=end - timedelta(days=cut), **term)
    assert abs(earlier + later - difference) <= CENT


@patient
@given(amounts, starts, st.integers(1, 60))
def test_each_day_costs_at_most_what_the_day_before_did(difference, start, months):
    end = add_months(start, months)
    days = range(0, (end - start).days + 1, 7)
    charges = [prorated(difference, starts_on=start, ends_before=end, today=start + timedelta(days=n)) for n in days]
    assert charges == sorted(charges, reverse=True)


@patient
@given(amounts, st.sampled_from(["20", "10", "5.5", "2.1"]).map(Decimal))
def test_price_without_tax_and_its_tax_are_the_price(gross, rate):
    price = Price.of_gross(gross, rate)
    assert price.net + price.vat == price.gross == gross
    assert net_of(gross, rate) == price.net
