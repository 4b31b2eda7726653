"""Every pair of colours that carries text or marks a control can be read, in each theme."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from portal.ui.parts import TONES

TOKENS = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text()
TEXT, MARK = 4.5, 3.0

TEXT_PAIRS = [
    *((text, ground) for text in ("text", "text-soft", "text-faint") for ground in ("canvas", "surface", "sunken")),
    *(("text", ground) for ground in ("hover", "accent-soft", "neutral-soft")),
    *(("text-soft", ground) for ground in ("hover", "neutral-soft", "accent-soft")),
    *(("text-faint", ground) for ground in ("hover", "accent-soft")),
    *(("accent-text", ground) for ground in ("canvas", "surface", "accent-soft", "hover")),
    *(("on-accent", ground) for ground in ("accent", "accent-hover", "accent-active")),
    *(("on-danger", ground) for ground in ("danger", "danger-hover")),
    *(("on-brand", ground) for ground in ("brand-ground", "brand")),
    ("on-brand-soft", "brand-ground"),
    ("danger-text", "surface"),
    ("danger-text", "canvas"),
    *((f"{tone}-text", f"{tone}-soft") for tone in TONES),
    *(("text", f"{tone}-soft") for tone in TONES),
]
MARK_PAIRS = [
    *((mark, ground) for mark in ("control-border", "ring") for ground in ("canvas", "surface")),
    ("danger-line", "surface"),
    ("accent", "surface"),
]


COLOUR = "#[0-9a-f]{6}"
OF_TWO = rf"var\(--if-light, ({COLOUR})\) var\(--if-dark, ({COLOUR})\)"
DECLARED = re.findall(rf"--([a-z-]+): (?:({COLOUR})|{OF_TWO});", TOKENS)
LIGHT = {name: both or light for name, both, light, dark in DECLARED}
DARK = {name: both or dark for name, both, light, dark in DECLARED}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself_is_right():
    assert round(contrast("#ffffff", "#000000"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(theme):
    weak = {pair: round(contrast(*(theme[name] for name in pair)), 2) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_control_can_be_told_from_its_ground(theme):
    weak = {pair: round(contrast(*(theme[name] for name in pair)), 2) for pair in MARK_PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < MARK} == {}


def test_every_colour_of_the_tokens_is_among_them():
    known = [colour for _name, *colours in DECLARED for colour in colours if colour]
    assert sorted(known) == sorted(re.findall(COLOUR, TOKENS))
    assert len(LIGHT) == len(DECLARED)
    assert LIGHT != DARK


def test_no_style_sheet_but_the_tokens_names_a_colour():
    folder = Path(settings.BASE_DIR) / "static" / "css"
    # The administration gives our colours to Django's own variables, among which are names that the tokens bear too.
    allowed = {"tokens.css", "print.css", "admin.css"}
    named = {
        sheet.name: re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text())
        for sheet in folder.rglob("*.css")
        if sheet.name not in allowed
    }
    assert {name: colours for name, colours in named.items() if colours} == {}
