"""Amounts are taken in any French writing; what may be read in two ways is not guessed."""

from decimal import Decimal

import pytest

from portal.core.values.euros import EurosField, parse_euros

WRITINGS = ["12500,50", "12500.5", "12 500,50", "12\u202f500,50\u00a0€", "12'500,50 EUR", " 12 500,5€ "]


@pytest.mark.parametrize("text", [*WRITINGS, "€ 12 500,50", "12 500,50 euros", "12500,50 Euro"])
def test_an_amount_is_read_in_any_writing(text):
    assert parse_euros(text) == Decimal("12500.50")


@pytest.mark.parametrize("text", ["12.500", "12,500", "-5", "1e3", "douze", "12,5,0", "€", "١٢"])
def test_what_is_no_amount_or_may_be_two_is_refused(text):
    with pytest.raises(ValueError, match="amount"):
        parse_euros(text)


def test_what_was_kept_is_shown_in_french_and_read_again():
    field = EurosField(max_digits=10)
    shown = field.prepare_value(Decimal("12500.50"))
    assert shown == "12\u00a0500,50"
    assert field.clean(shown) == Decimal("12500.50")
    assert not field.has_changed(Decimal("12500.50"), shown)
