"""Characters that the fonts of printed documents can draw: any other would be a box on the page."""

import re
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from django.contrib.staticfiles import finders

SHEET = "pdf/document.css"
FACE = re.compile(r'@font-face \{ font-family: "(Document \w+)[^"]*"; font-weight: (\d+); src: url\("static:([^"]+)"\)')
# No font needs to draw these, or the printer replaces them (`weasy.pdf_of`).
BLANKS = frozenset(map(ord, "\t\n\r\u202f"))


def missing(text: str) -> str:
    """Return the characters of `text` that cannot be printed, each once."""
    if text.isascii():
        return ""
    drawn = _drawn()
    return "".join(dict.fromkeys(sign for sign in text if ord(sign) not in drawn))


@lru_cache(maxsize=1)
def _drawn() -> frozenset[int]:
    """Return the characters that serif and sans have in regular and semi-bold: a client's text may use any."""
    sheet = Path(finders.find(SHEET)).read_text()
    faces: dict[tuple[str, str], set[int]] = {}
    for family, weight, path in FACE.findall(sheet):
        faces.setdefault((family, weight), set()).update(_signs_of(path))
    return frozenset.intersection(*map(frozenset, faces.values())) | BLANKS


def _signs_of(path: str) -> list[int]:
    fonts = import_module("fontTools.ttLib")  # a quarter of a second, only where somebody's text is checked
    with fonts.TTFont(finders.find(path), lazy=True) as font:
        return list(font.getBestCmap())
