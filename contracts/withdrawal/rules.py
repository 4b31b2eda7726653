"""How people write what designates a contract."""

import re

from portal.core.values.text import normalise

NUMBER = re.compile(r"(?:contrat)?(?:no?)?(?:ct)?([0-9o]{4})([0-9o]{1,6})")
TITLES = re.compile(r"^(?:madame|monsieur|mme|mlle|mr|m\.) ?(?=\w)")


def contract_number(text: str) -> str:
    """The number in any writing (`ct 2026 123`, `n° CT-2026-000123`) as `CT-2026-000123`; empty when it is none."""
    found = NUMBER.fullmatch(_letters_and_digits(text))
    if not found:
        return ""
    year, rank = (part.replace("o", "0") for part in found.groups())
    return f"CT-{year}-{int(rank):06d}"


def plain_name(text: str) -> str:
    """A name without title, accents, case, blanks or signs: what two writings of it have in common."""
    return _letters_and_digits(TITLES.sub("", normalise(text)))


def _letters_and_digits(text: str) -> str:
    return re.sub(r"[\W_]+", "", normalise(text))
