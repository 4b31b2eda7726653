"""Normalisation of contract numbers and names as people type them."""

import re

from portal.core.values.text import normalise

NUMBER = re.compile(r"(?:contrat)?(?:no?)?(?:ct)?([0-9o]{4})([0-9o]{1,6})")
TITLES = re.compile(r"^(?:madame|monsieur|mme|mlle|mr|m\.) ?(?=\w)")


def contract_number(text: str) -> str:
    """Return `CT-2026-000123` from any spelling (`ct 2026 123`, `n° CT-2026-000123`); empty when it is none."""
    found = NUMBER.fullmatch(_letters_and_digits(text))
    if not found:
        return ""
    year, rank = (part.replace("o", "0") for part in found.groups())
    return f"CT-{year}-{int(rank):06d}"


def plain_name(text: str) -> str:
    """Return a name without title, accents, case, spaces or punctuation, to compare two spellings."""
    return _letters_and_digits(TITLES.sub("", normalise(text)))


def _letters_and_digits(text: str) -> str:
    return re.sub(r"[\W_]+", "", normalise(text))
