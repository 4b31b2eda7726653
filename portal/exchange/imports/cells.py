"""Read the cells of an imported file: texts, amounts and days, as people and programs write them.

A cell of a text file is a `str`; a workbook also gives `float`, `int`, `bool`, `date` and `datetime`. Each reader
returns None for an empty cell and raises `BadCell` with a French sentence for what it cannot read: nothing is guessed.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from portal.core.values import dates
from portal.core.values.money import to_places

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "dmy", "mdy", "ymd"
DATE_ORDERS = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)
COMMA, POINT = ",", "."
DECIMAL_SIGNS = (COMMA, POINT)
EARLIEST, LATEST = 1880, 2150
CENTURY_SPLIT = 50  # two-digit years: 00–49 are 20xx, 50–99 are 19xx

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
_NOT_NUMBER = re.compile(r"[^\d.,\-+()]")
_CURRENCY = re.compile(r"€|EUR|EUROS?|\$|USD|CHF|£|GBP|%", re.IGNORECASE)
_NUMERIC_DAY = re.compile(r"(\d{1,4})[./\-\s](\d{1,2})[./\-\s](\d{1,4})", re.ASCII)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", re.ASCII)


class BadCell(ValueError):
    """A cell that cannot be read; `str(error)` is a French sentence."""


def text(cell) -> str:
    """Return a cell as one line of text without invisible signs; a whole number stored as a float has no `.0`."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("oui") if cell else _("non")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}" if cell.time() == time.min else f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return _BLANKS.sub(" ", str(cell).translate(_INVISIBLE)).strip()


def amount(cell, decimal_sign: str = COMMA, places: int | None = 2) -> Decimal | None:
    """Return an amount in units of its currency, rounded to `places` (None: as written).

    `1 234,56`, `1.234,56`, `(12,00)`, `-1234.5` and `12 €` are read with `decimal_sign`; both signs present tell by
    themselves. A single sign with exactly three digits behind is thousands only when it is not the decimal sign.
    """
    if cell is None or (isinstance(cell, str) and text(cell) in ("", "-", "—", "–")):
        return None
    if isinstance(cell, bool | date):
        raise BadCell(_("« %(cell)s » n’est pas un montant.") % {"cell": text(cell)[:40]})
    number = Decimal(repr(cell)) if isinstance(cell, int | float) else _parsed(text(cell), decimal_sign)
    if not number.is_finite():
        raise BadCell(_("« %(cell)s » n’est pas un montant.") % {"cell": text(cell)[:40]})
    if abs(number) >= Decimal(10) ** 12:
        raise BadCell(_("« %(cell)s » est un montant trop grand.") % {"cell": text(cell)[:40]})
    return number if places is None else to_places(number, places)


def _parsed(written: str, decimal_sign: str) -> Decimal:
    plain = _BLANKS.sub("", _CURRENCY.sub("", written)).replace("’", "").replace("'", "").replace("−", "-")
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    if plain.endswith("-"):
        plain = f"-{plain[:-1]}"
    thousands = POINT if decimal_sign == COMMA else COMMA
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and point >= 0:  # both are there: the last one is the decimal sign
        decimal_sign, thousands = (COMMA, POINT) if comma > point else (POINT, COMMA)
    elif plain.count(thousands) == 1 and not re.search(r"\d\D\d{3}$", plain):
        decimal_sign, thousands = thousands, decimal_sign
    whole = plain.replace(thousands, "").replace(decimal_sign, ".")
    if _NOT_NUMBER.search(plain) or not re.fullmatch(r"[+-]?\d+(?:\.\d+)?|[+-]?\.\d+", whole):
        raise BadCell(_("« %(cell)s » n’est pas un montant.") % {"cell": written[:40]})
    try:
        return Decimal(whole)
    except InvalidOperation:
        raise BadCell(_("« %(cell)s » n’est pas un montant.") % {"cell": written[:40]}) from None


def day(cell, order: str = DAY_FIRST) -> date | None:
    """Return a day in Paris. ISO moments with a time zone are converted; `order` reads `03/04/2026`."""
    if isinstance(cell, datetime):
        cell = cell.astimezone(dates.PARIS) if cell.tzinfo else cell
        return _plausible(cell.date(), cell)
    if isinstance(cell, date):
        return _plausible(cell, cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise BadCell(_("« %(cell)s » est un nombre, pas une date.") % {"cell": text(cell)[:40]})
    written = text(cell)
    if written in ("", "-", "--", "—"):
        return None
    if _ISO_MOMENT.match(written):
        return _plausible(_iso_day(written), written)
    return _plausible(_written_day(written, order), written)


def _iso_day(written: str) -> date:
    try:
        moment = datetime.fromisoformat(written.replace("Z", "+00:00"))
    except ValueError:
        raise _no_date(written) from None
    return (moment.astimezone(dates.PARIS) if moment.tzinfo else moment).date()


def _written_day(written: str, order: str) -> date:
    plain = written.split(" ")[0] if re.match(r"\S+ \d{1,2}:\d{2}", written) else written
    found = _COMPACT_DAY.fullmatch(plain) or _NUMERIC_DAY.fullmatch(plain)
    if not found:
        raise _no_date(written)
    first, second, third = found.groups()
    if len(first) == 4:
        year, month, number = first, second, third
    else:
        year = third
        month, number = (first, second) if order == MONTH_FIRST else (second, first)
        if order == YEAR_FIRST and len(first) == 2 == len(third):
            year, month, number = first, second, third
    try:
        return date(_full_year(year), int(month), int(number))
    except ValueError:
        raise _no_date(written) from None


def _full_year(year: str) -> int:
    if len(year) == 2:
        return int(year) + (2000 if int(year) < CENTURY_SPLIT else 1900)
    if len(year) != 4:
        raise ValueError("a year has two or four digits")
    return int(year)


def _plausible(found: date, cell) -> date:
    if not EARLIEST <= found.year <= LATEST:
        raise _no_date(text(cell))
    return found


def _no_date(written: str) -> BadCell:
    return BadCell(_("« %(cell)s » n’est pas une date.") % {"cell": written[:40]})
