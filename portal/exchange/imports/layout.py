"""Understand a table: find its header, its date order, its decimal sign, and the lines that are not records."""

import re
from collections import Counter
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from portal.core.values.text import normalise
from portal.exchange.imports import cells

SEARCHED = 60  # a header stands within the first lines
SAMPLED = 500
NO_HEADER = -1
_AMOUNT_TAIL = re.compile(r"\d([.,])\d{1,2}\D*$")
_THOUSANDS_TAIL = re.compile(r"\d([.,])\d{3}\D*$")
_SLASHED = re.compile(r"^(\d{1,2})[./\-](\d{1,2})[./\-](\d{2,4})(?:\s|$)", re.ASCII)


@dataclass(frozen=True)
class Understanding:
    """How a file is read. Each value is shown before anything is imported, and may be changed.

    `header` is the row number of the header, from 0 (`NO_HEADER`: none); `sheet` names the sheet of a workbook.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header: int = 0
    date_order: str = cells.DAY_FIRST
    decimal_sign: str = cells.COMMA

    def to_json(self) -> dict:
        return asdict(self)

    def changed(self, **values) -> "Understanding":
        return replace(self, **{name: value for name, value in values.items() if value is not None})


def find_header(rows: list[list]) -> int:
    """Return the number of the row that names the columns; `NO_HEADER` when the first rows hold values only.

    Files begin with titles, dates and empty lines; a header holds distinct words, in as many cells as records have.
    """
    best, best_score = NO_HEADER, 0.0
    usual = _usual_width(rows)
    for number, row in enumerate(rows[:SEARCHED]):
        score = _header_score(row, usual)
        if score > best_score:
            best, best_score = number, score
    return best


def _usual_width(rows: list[list]) -> int:
    widths = Counter(len(filled(row)) for row in rows[: SEARCHED + SAMPLED] if len(filled(row)) > 1)
    return max(widths, key=lambda width: (widths[width] * width, width), default=1)


def _header_score(row: list, usual: int) -> float:
    names = [cells.text(cell) for cell in filled(row)]
    words = [name.casefold() for name in names if reads_like_a_name(name)]
    if not words:
        return 0.0
    return 2 * len(words) / len(names) + len(set(words)) / len(names) + min(len(names) / usual, 1)


def reads_like_a_name(name: str) -> bool:
    """Tell whether a cell reads like the name of a column rather than a value."""
    letters = sum(sign.isalpha() for sign in name)
    numbers = sum(sign.isdigit() for sign in name)
    return name[:1].isalpha() and letters >= numbers and len(name) <= 80 and "@" not in name


def filled(row: list) -> list:
    """Return the cells of `row` that hold something."""
    return [cell for cell in row if cells.text(cell)]


def column_names(row: list) -> list[str]:
    """Return one distinct name per column: `Colonne 3` for an empty one, `Montant (2)` for a repeated one."""
    names, seen = [], Counter()
    for number, cell in enumerate(row, start=1):
        name = cells.text(cell)[:80] or f"Colonne {number}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def fingerprint(names: list[str]) -> str:
    """Return the digest of a header: the same columns in the same order, whatever the case and the accents."""
    return sha256("\x1f".join(normalise(name) for name in names).encode()).hexdigest()


def guess_date_order(rows: list[list]) -> str:
    """Return the order of numeric dates: a part over 12 tells; day first where nothing does."""
    day_first = month_first = 0
    for row in rows[:SAMPLED]:
        for cell in row:
            found = _SLASHED.match(cells.text(cell)) if isinstance(cell, str) else None
            if found:
                first, second = int(found[1]), int(found[2])
                day_first += 12 < first <= 31
                month_first += 12 < second <= 31
    return cells.MONTH_FIRST if month_first > day_first else cells.DAY_FIRST


def guess_decimal_sign(rows: list[list]) -> str:
    """Return the decimal sign: the one before one or two last digits, else the one that does not part thousands."""
    tails, thousands = Counter(), Counter()
    for row in rows[:SAMPLED]:
        for cell in row:
            if isinstance(cell, str) and not _SLASHED.match(cells.text(cell)) and _looks_numeric(cell):
                written = cells.text(cell)
                if found := _AMOUNT_TAIL.search(written):
                    tails[found[1]] += 1
                elif found := _THOUSANDS_TAIL.search(written):
                    thousands[found[1]] += 1
                elif re.fullmatch(r"-?\d+\.\d{4,}", written):
                    tails[cells.POINT] += 1
    if tails:
        return max(tails, key=tails.get)
    return cells.COMMA if thousands[cells.POINT] >= thousands[cells.COMMA] else cells.POINT


def _looks_numeric(cell: str) -> bool:
    written = cells.text(cell)
    letters = sum(sign.isalpha() for sign in written)
    return bool(written) and letters <= 3 and any(sign.isdigit() for sign in written)


def is_total(row: list) -> bool:
    """Tell whether a row sums the others: its first filled cell begins with « Total » (« Sous-total », « Somme »)."""
    first = normalise(cells.text(next(iter(filled(row)), "")))
    return bool(re.match(r"(sous[- ]?)?totaux?\b|(sous[- ]?)?total\b|somme\b|ensemble\b|summe\b|gesamt\b", first))
