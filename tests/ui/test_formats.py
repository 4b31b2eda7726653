"""Amounts, phones and moments are written as the French write them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.utils.translation import override
from fontTools.ttLib import TTFont

from portal.core.values import dates
from portal.ui.components import formats

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_amounts_and_rates():
    assert formats.euros(Decimal("1234.5")) == "1\u00a0234,50\u00a0€"
    assert formats.euros(Decimal("0")) == "0,00\u00a0€"
    assert formats.percent(Decimal("5.50")) == "5,5\u00a0%"


@pytest.mark.parametrize("family", ["inter", "source-sans-3", "source-serif-4"])
def test_the_fonts_of_pages_and_documents_have_every_sign_of_an_amount(family):
    """A sign that a font lacks is drawn from another one, or not at all: « 1 234 » then reads « 1234 »."""
    written = set(formats.euros(Decimal("1234567.89")) + formats.percent(Decimal("5.50")) + formats.siren("732829320"))
    fonts = [path for path in Path("static/vendor").glob(f"{family}-*/*latin*.woff2") if "ext" not in path.name]
    assert fonts
    for path in fonts:
        assert {chr(sign) for sign in TTFont(path).getBestCmap()} >= written, path


def test_phones():
    assert formats.phone_number("+33612345678") == "06\u00a012\u00a034\u00a056\u00a078"
    assert formats.masked_phone("+33612345678") == "06\u00a0••\u00a0••\u00a0••\u00a078"


def test_days():
    assert formats.long_date(date(2027, 1, 1)) == "1er\u00a0janvier\u00a02027"
    assert formats.short_date(date(2026, 11, 22)) == "22/11/2026"


def test_a_moment_is_told_in_paris_time():
    assert formats.at_time(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == "23 nov. 2026 à 00:30"
    assert formats.at_time(datetime(2026, 7, 1, 12, 0, tzinfo=UTC)) == "1er juil. 2026 à 14:00"
    assert formats.short_date(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == "23/11/2026"


def test_english_readers_have_english_months():
    with override("en"):
        assert formats.long_date(date(2027, 1, 1)) == "1\u00a0January\u00a02027"
        assert formats.short_date(date(2026, 11, 22)) == "22/11/2026"
        assert formats.at_time(datetime(2026, 9, 22, 23, 30, tzinfo=UTC)).startswith("23 Sep 2026 ")
        assert dates.at_time(datetime(2026, 9, 22, 23, 30, tzinfo=UTC)).startswith("23/09/2026 ")
        assert formats.euros(Decimal("1234.5")) == "1\u00a0234,50\u00a0€"


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (timedelta(seconds=20), "à l’instant"),
        (timedelta(minutes=5), "il y a 5\u00a0min"),
        (timedelta(hours=3, minutes=59), "il y a 3\u00a0h"),
        (timedelta(days=1), "il y a 1\u00a0jour"),
        (timedelta(days=6), "il y a 6\u00a0jours"),
        (timedelta(days=45), "le 08/10/2026"),
        (timedelta(hours=-2), "dans 2\u00a0h"),
    ],
)
def test_how_long_ago(before, told):
    with time_machine.travel(NOON, tick=False):
        assert formats.ago(NOON - before) == told


def test_nothing_gives_nothing():
    for written in (
        formats.euros, formats.percent, formats.phone_number, formats.masked_phone,
        formats.long_date, formats.short_date, formats.at_time, formats.ago,
    ):  # fmt: skip
        assert written(None) == ""


def test_a_siren_is_written_in_three_groups():
    assert formats.siren("732829320") == "732\u00a0829\u00a0320"
    assert [formats.siren(value) for value in (None, "", "73282")] == ["", "", "73282"]
