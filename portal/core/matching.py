"""What a search finds: every word typed, in any case and accents, numbers in any writing.

The column searched holds `searchable(…)`: text of `portal.core.text.normalise` behind one blank, so that a blank
before a word means the beginning of a word. Short words match there only: they can then use the trigram index,
and it is what people mean by `du` or `06`.
"""

import re

from django.db.models import Q

from portal.core.text import digits, normalise

LONGEST_SEARCH = 100
MOST_WORDS = 8
SHORT = 3
NUMERIC = re.compile(r"\+?[\d().\-/]*\d[\d().\-/]*", re.ASCII)


def searchable(*parts: object) -> str:
    """What a `search_text` column keeps of some values; empty values vanish."""
    return f" {normalise(*parts)}"


def matching(typed: str, field: str = "search_text") -> Q:
    """The condition that `field` holds every word of `typed`; nothing typed matches everything."""
    found = Q()
    for part in _parts(typed[:LONGEST_SEARCH])[:MOST_WORDS]:
        found &= _number(part, field) if isinstance(part, list) else _word(part, field)
    return found


def _parts(typed: str) -> list[str | list[str]]:
    """The words typed; writings of numbers that stand side by side (`06 12`, `732 829`) are one list."""
    parts: list[str | list[str]] = []
    for word in normalise(typed.replace("\0", " ")).split():
        if not NUMERIC.fullmatch(word):
            parts.append(word)
        elif parts and isinstance(parts[-1], list):
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _number(pieces: list[str], field: str) -> Q:
    """One number cut in pieces, or several numbers: `+33 (0)6.12`, `2026 000123`."""
    joined = digits("".join(pieces).replace("(0)", "")).removeprefix("00")
    each = Q()
    for piece in pieces:
        each &= _word(piece, field)
    return _word(joined, field) | each if joined else each


def _word(word: str, field: str) -> Q:
    return Q(**{f"{field}__contains": word if len(word) >= SHORT else f" {word}"})
