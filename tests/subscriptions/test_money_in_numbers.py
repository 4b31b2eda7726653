"""A few of each measure of money; `make faults` takes them in full (`tests/faults/test_money.py`)."""

import random
import threading
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subscriptions.invoices import actions
from subscriptions.invoices.rules import Line, totals_of
from subscriptions.models import Invoice, Item
from subscriptions.shop.actions import ordering
from tests.factories.invoices import issued
from tests.subscriptions import measures

pytestmark = pytest.mark.django_db
ALL = range(1, 20_001)  # 0,01 € to 200,00 €


@pytest.mark.parametrize("rate", measures.VAT_RATES)
def test_every_price_said_with_tax_is_kept_to_the_cent(rate):
    for gross in measures.in_cents(ALL):
        totals = totals_of([Line.with_tax("Abonnement", gross, rate)])
        assert (totals.gross, totals.net + totals.vat) == (gross, gross)
        assert abs(totals.vat - totals.net * rate / 100) <= Decimal("0.011")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 20_000), st.sampled_from(measures.VAT_RATES)), min_size=1, max_size=8))
def test_prices_said_with_tax_add_up_whatever_they_stand_beside(prices):
    lines = [Line.with_tax("Ligne", Decimal(cents) / 100, rate) for cents, rate in prices]
    assert totals_of(lines).gross == sum((line.gross for line in lines), Decimal(0))


def test_prices_that_no_net_leads_to_fail_no_rule(failures):
    found = measures.without_net(ALL)
    assert len(found) > 5_000
    for gross, rate in [(Decimal("0.03"), Decimal(20)), *random.Random(3).sample(found, 6)]:
        assert measures.price_wrong(gross, rate, failures) == ""


def test_credit_note_of_such_a_price_gives_it_all_back():
    invoice = issued(lines=[Line.with_tax("Abonnement", Decimal("0.03"), Decimal(20))], kind="S1")
    assert (invoice.net, invoice.vat, invoice.gross) == (Decimal("0.02"), Decimal("0.01"), Decimal("0.03"))
    note = actions.credit(Invoice.objects.get(pk=invoice.pk), reason="Erreur")
    assert (note.net, note.vat, note.gross) == (invoice.net, invoice.vat, invoice.gross)
    assert actions.left_to_credit(invoice) == 0


def test_random_carts_cost_the_same_everywhere():
    assert measures.carts_wrong(12, seed=5, closely=6) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_last_articles_are_never_oversold():
    seen = measures.last_articles(3, buyers=4)
    assert (seen["oversold"], seen["wrong"]) == (0, 0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_control_without_their_lock_last_articles_are_oversold(monkeypatch):
    """Everybody reads the stock before anybody writes it."""
    buyers = 3
    gate = threading.Barrier(buyers)

    def unlocked(keys) -> list[Item]:
        rows = list(Item.objects.filter(pk__in=list(keys)))
        gate.wait(timeout=20)
        return rows

    monkeypatch.setattr(ordering, "_locked", unlocked)
    assert measures.last_articles(1, buyers=buyers)["oversold"] > 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_order_paid_as_its_time_ends_is_sold_or_given_back():
    assert measures.pay_or_give_up(4)["wrong"] == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_upgrade_in_two_tabs_is_charged_once():
    assert measures.two_tabs(3) == []
