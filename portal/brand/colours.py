"""The colours of the portal made from one: its hue and saturation, at luminances that can be read in both themes.

Contrast is that of WCAG 2.2: 4.5 for text, 3 for marks (`tests/brand/test_colours.py` checks every pair).
"""

import re
from colorsys import hls_to_rgb, rgb_to_hls

HOUSE = "#0b5a66"  # `--accent` of static/css/tokens.css
HEX = re.compile(r"#[0-9a-f]{6}")
STEPS = 24  # halvings: finer than one of 256 shades

# The luminance of each colour in the light theme and in the dark one: (lowest, highest).
BANDS = {
    "accent": ((0.0, 0.17), (0.142, 0.17)),
    "accent-hover": ((0.0, 0.11), (0.176, 0.178)),
    "accent-active": ((0.0, 0.06), (0.11, 0.12)),
    "accent-soft": ((0.87, 0.9), (0.022, 0.026)),
    "accent-text": ((0.0, 0.125), (0.5, 0.6)),
    "brand": ((0.0, 0.17), (0.142, 0.17)),
    "brand-ground": ((0.0, 0.04), (0.018, 0.024)),
    "ring": ((0.0, 0.22), (0.35, 0.45)),
}


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, from 0 to 1."""
    red, green, blue = map(_linear, _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def palette(colour: str) -> dict[str, tuple[str, str]]:
    """Return the tokens that follow `colour`: name → colour in the light theme, in the dark one."""
    return {name: (_within(colour, light), _within(colour, dark)) for name, (light, dark) in BANDS.items()}


def readable(colour: str) -> str:
    """Return `colour`, darkened if white words on it could not be read: the colour of buttons in the light theme."""
    return _within(colour, BANDS["accent"][0])


def _within(colour: str, band: tuple[float, float]) -> str:
    """Return the shade of `colour` whose luminance is the nearest in `band`."""
    lowest, highest = band
    now = luminance(colour)
    return colour if lowest <= now <= highest else _shade(colour, lowest if now < lowest else highest, now < lowest)


def _shade(colour: str, target: float, lighter: bool) -> str:
    """Return the shade whose luminance is `target`: not under it if `lighter`, not over it otherwise."""
    hue, _lightness, saturation = rgb_to_hls(*_parts(colour))
    low, high = 0.0, 1.0
    for _step in range(STEPS):
        middle = (low + high) / 2
        if luminance(_hex(hls_to_rgb(hue, middle, saturation))) < target:
            low = middle
        else:
            high = middle
    return _hex(hls_to_rgb(hue, high if lighter else low, saturation))


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _hex(parts) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
