"""Whatever colour is chosen, words and marks can be read in both themes."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from portal.brand.colours import BANDS, HOUSE, palette, readable
from tests.ui.test_contrast import DARK, LIGHT, MARK, MARK_PAIRS, TEXT, TEXT_PAIRS, contrast

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
FOLLOWING = set(BANDS)


def mixed(colour: str, theme: dict, place: int) -> dict:
    return theme | {name: shades[place] for name, shades in palette(colour).items()} | {"on-brand-soft": "#ffffff"}


@given(COLOURS)
@example("#000000")
@example("#ffffff")
@example("#ffff00")
@example("#0000ff")
@pytest.mark.parametrize(("theme", "place"), [(LIGHT, 0), (DARK, 1)], ids=["light", "dark"])
def test_every_pair_can_be_read(theme, place, colour):
    colours = mixed(colour, theme, place)
    for pairs, least in ((TEXT_PAIRS, TEXT), (MARK_PAIRS, MARK)):
        for front, ground in pairs:
            if FOLLOWING & {front, ground}:
                assert contrast(colours[front], colours[ground]) >= least, (front, ground)


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert readable("#7a1f5c") == "#7a1f5c"
    assert readable("#ffd400") != "#ffd400"
    assert contrast(readable("#ffd400"), "#ffffff") >= TEXT


def test_the_house_s_colour_is_that_of_the_style_sheet():
    tokens = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text()
    assert re.search(r"--accent: var\(--if-light, (#\w+)\)", tokens)[1] == HOUSE
