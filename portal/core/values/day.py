"""A day as people type it: one parser, one form field."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.core.values.text import normalise
from portal.core.values.written import WrittenField

YEAR_FIRST = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", re.ASCII)
DAY_FIRST = re.compile(r"(\d{1,2})\D{1,3}(\d{1,2})\D{1,3}(\d{4}|\d{2})", re.ASCII)
JOINED = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
IN_WORDS = re.compile(r"(\d{1,2})(?:er)? ([a-z]{3,9})\.? (\d{4})", re.ASCII)
MONTHS = [
    (normalise(french), normalise(english)) for french, english in zip(dates.MONTHS, dates.ENGLISH_MONTHS, strict=True)
]
EARLIEST, LATEST = 1900, 2100


def parse_day(text: str, *, last_short_year: int | None = None) -> date:
    """A day in the ways people write it: `01/02/1980`, `1.2.1980`, `01021980`, `1980-02-01`, `1er février 1980`,
    `1 February 1980`.

    Years of two digits are taken only when `last_short_year` says which is the last one they may mean
    (`2008`: `80` is 1980). Raises `ValueError` for what is no day between 1900 and 2100.
    """
    plain = normalise(text)
    if found := YEAR_FIRST.fullmatch(plain):
        year, month, day = found.groups()
    elif found := JOINED.fullmatch(plain) or DAY_FIRST.fullmatch(plain):
        day, month, year = found.groups()
    elif found := IN_WORDS.fullmatch(plain):
        day, month, year = found[1], str(_month(found[2])), found[3]
    else:
        raise ValueError("not a day")
    parsed = date(_full_year(year, last_short_year), int(month), int(day))
    if not EARLIEST <= parsed.year <= LATEST:
        raise ValueError("not a year of ours")
    return parsed


def _month(word: str) -> int:
    """The month a word begins: `fevrier`, `fev`; `jui` could be two and is none."""
    matching = [number for number, names in enumerate(MONTHS, start=1) if any(name.startswith(word) for name in names)]
    if len(matching) != 1:
        raise ValueError("not a month")
    return matching[0]


def _full_year(year: str, last_short_year: int | None) -> int:
    if len(year) == 4:
        return int(year)
    if last_short_year is None:
        raise ValueError("a year has four digits")
    return last_short_year - (last_short_year - int(year)) % 100


class DayField(WrittenField):
    """A day as one text field, in any French writing; `picker=True` offers the browser's calendar."""

    default_error_messages = {
        "invalid": _("Date invalide. Format attendu : JJ/MM/AAAA, par exemple 01/02/1980."),
    }

    def __init__(self, *, picker: bool = False, **kwargs):
        self.picker = picker
        attrs = {"type": "date"} if picker else {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(attrs=attrs, **kwargs)

    def read(self, text: str) -> date:
        return parse_day(text)

    def prepare_value(self, value):
        if isinstance(value, date):
            return value.isoformat() if self.picker else f"{value:%d/%m/%Y}"
        return value
