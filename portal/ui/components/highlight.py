"""Highlighting of the searched words in a text."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.core.values.text import FOLDING, digits, normalise

FEWEST_LETTERS = 2
SEPARATOR = r"[\s.\-/()]*"


def highlight(text, words) -> SafeString:
    """Return `text` with every word of `words` marked, ignoring case and accents; numbers in any format."""
    shown = str(text)
    spans = _merged(_spans(shown, str(words)))
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [("", shown[end:start]), ("mark", shown[start:stop])]
        end = stop
    pieces.append(("", shown[end:]))
    marked = (format_html("<mark>{}</mark>", part) if kind else part for kind, part in pieces)
    return format_html_join("", "{}", ((part,) for part in marked))


def _spans(text: str, words: str):
    folded, origins = _folded(text)
    for pattern in _patterns(words):
        for found in pattern.finditer(folded):
            yield origins[found.start()], origins[found.end() - 1] + 1


def _patterns(words: str):
    """Return the patterns for the folded text: each word, and the digits in any grouping."""
    for word in normalise(words).split():
        if len(word) >= FEWEST_LETTERS:
            yield re.compile(re.escape(word))
    number = digits(words)
    if number.startswith("33") and len(number) > 4:
        number = number.removeprefix("33").removeprefix("0")
    if len(number) >= 3:
        yield re.compile(SEPARATOR.join(number))


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text folded as in searches, and for each character its position in the original."""
    letters, origins = [], []
    for place, sign in enumerate(text):
        for letter in FOLDING[ord(sign)]:
            letters.append(letter)
            origins.append(place)
    return "".join(letters), origins


def _merged(spans) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(stop, merged[-1][1])
        else:
            merged.append((start, stop))
    return merged


def register_with(register) -> None:
    register.filter("highlight", highlight)
