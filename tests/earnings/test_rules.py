"""The pure rules of remuneration: terms of an agreement, and the lines of a life."""

import random
from decimal import Decimal

import pytest

from portal.earnings.agreements.rules import Terms
from portal.earnings.lines import rules
from portal.earnings.lines.enums import State
from portal.earnings.lines.rules import Position

D = Decimal
SHARES = [D("0.4"), D("0.1"), D("0.333"), D("0.75"), D(1), D("0.005")]


def lived(*steps) -> Position:
    position = Position(())
    for step in steps:
        position = rules.after(position, step(position))
    return position


def expected(amount="100.00", again=False):
    return lambda position: rules.expect(position, D(amount), D(1000), again=again)


def taken(share="1", reason="Rétractation"):
    return lambda position: rules.take_back(position, D(share), reason)


def given(share="0"):
    return lambda position: rules.give_back(position, D(share), "Litige gagné")


def sums(position) -> tuple:
    return position.expected, position.sum_of(State.EARNED), position.sum_of(State.TAKEN_BACK)


@pytest.mark.parametrize(
    ("terms", "base", "volume", "due"),
    [
        (Terms(rate=D("8.5")), "123.45", 0, "10.49"),
        (Terms(fixed=D(20)), "999", 0, "20.00"),
        (Terms(rate=D(5), fixed=D(20)), "1000", 0, "70.00"),
        (Terms(rate=D(5), tiers=((D(1000), D(10)),)), "1000", 0, "50.00"),
        (Terms(rate=D(5), tiers=((D(1000), D(10)),)), "1000", 500, "75.00"),
        (Terms(rate=D(5), tiers=((D(1000), D(10)), (D(2000), D(20)))), "3000", 0, "350.00"),
        (Terms(rate=D(5), tiers=((D(1000), D(10)), (D(2000), D(20)))), "1000", 5000, "200.00"),
        (Terms(rate=D(5), tiers=((D(1000), D(10)),)), "1000", -500, "50.00"),
        (Terms(), "1000", 0, "0.00"),
        (Terms(rate=D(1)), "0.49", 0, "0.00"),
        (Terms(rate=D(1)), "0.50", 0, "0.01"),
    ],
)
def test_terms_give_the_amount_to_the_cent(terms, base, volume, due):
    assert terms.due(D(base), D(volume)) == D(due)


def test_order_of_sales_does_not_change_what_tiers_give():
    terms = Terms(rate=D(5), tiers=((D(1000), D(10)), (D(2500), D(12))))
    for order in ([700, 1500, 900], [900, 700, 1500], [1500, 900, 700]):
        volume, total = D(0), D(0)
        for base in order:
            total, volume = total + terms.due(D(base), volume), volume + base
        assert total == terms.due(D(3100))


def test_expected_becomes_earned():
    assert sums(lived(expected(), rules.earn)) == (0, 100, 0)


def test_earned_twice_is_earned_once():
    assert sums(lived(expected(), rules.earn, rules.earn, expected())) == (0, 100, 0)


def test_refund_of_40_per_cent_takes_40_per_cent_back():
    assert lived(expected(), rules.earn, taken("0.4")).balance == 60


def test_same_refund_told_twice_takes_once():
    assert lived(expected(), rules.earn, taken("0.4"), taken("0.4")).balance == 60


def test_withdrawal_after_a_refund_takes_the_rest():
    assert lived(expected("33.33"), rules.earn, taken("0.4"), taken("1")).balance == 0


def test_withdrawal_before_validation_leaves_nothing_expected():
    position = lived(expected(), taken())
    assert sums(position) == (0, 0, 0)
    assert sums(lived(expected(), taken(), rules.earn)) == (0, 0, 0)


def test_reopened_before_validation_is_expected_again():
    assert sums(lived(expected(), taken(), given(), rules.earn)) == (0, 100, 0)


def test_dispute_holds_and_won_releases():
    assert lived(expected(), rules.earn, taken("0.4"), taken("1", "Contestation"), given("0.4")).balance == 60


def test_part_refunded_before_it_is_earned_stays_taken():
    position = lived(expected(), taken("0.4"), rules.earn)
    assert sums(position) == (0, 100, -40)
    assert lived(expected(), taken("0.4"), rules.earn, taken("0.4")).balance == 60


def test_changed_and_sent_again_is_expected_at_its_new_amount():
    assert sums(lived(expected(), taken(), expected("70.00"))) == (0, 0, 0)
    assert sums(lived(expected(), taken(), expected("70.00", again=True))) == (70, 0, 0)


def test_share_beyond_the_whole_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="between 0 and 1"):
        lived(expected(), rules.earn, taken("1.1"))


def test_lines_of_10000_random_lives_sum_to_the_balance():
    dice = random.Random(7)
    for _life in range(10_000):
        amount = D(dice.randrange(0, 100_000)) / 100
        position, share, is_earned = Position(()), D(0), False
        position = rules.after(position, rules.expect(position, amount, amount * 10))
        for _step in range(dice.randrange(1, 8)):
            act = dice.choice(["earn", "take", "take", "give"])
            if act == "earn":
                if not is_earned and (share < 1):
                    is_earned = True
                made = rules.earn(position)
            else:
                asked = dice.choice(SHARES)
                share = max(share, asked) if act == "take" else min(share, asked)
                made = (rules.take_back if act == "take" else rules.give_back)(position, asked, "motif")
            position = rules.after(position, made)
        left = amount - rules.to_cents(amount * share)
        whole = sum((each.amount for each in position.entries), D(0))
        assert whole == position.expected + position.balance
        assert abs(whole - left) <= D("0.01")
        assert 0 <= whole <= amount
        assert (position.balance == whole) if position.earned else (position.balance == 0)
        assert sum((each.base for each in position.entries), D(0)) >= 0
