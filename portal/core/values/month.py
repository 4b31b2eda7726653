"""A month as people choose it: `2026-03` in addresses and fields, its first day in Python."""

import re
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from portal.core.values import dates
from portal.core.values.written import WrittenField

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)
FRENCH = re.compile(r"(0?[1-9]|1[0-2])[/ .-](20\d\d)", re.ASCII)


def parse_month(text: str) -> date:
    """The first day of a month written `2026-03` or `03/2026`. Raises `ValueError` for anything else."""
    if found := MONTH.fullmatch(text.strip()):
        return date(int(found[1]), int(found[2]), 1)
    if found := FRENCH.fullmatch(text.strip()):
        return date(int(found[2]), int(found[1]), 1)
    raise ValueError("not a month")


def recent_months(count: int = 13) -> list[tuple[str, str]]:
    """The last months with their names, the current one first, as choices."""
    first = dates.today().replace(day=1)
    months = [first]
    while len(months) < count:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return [(f"{month:%Y-%m}", dates.month_name(month).capitalize()) for month in months]


class MonthField(WrittenField):
    """A month as one text field with the browser's own picker."""

    default_error_messages = {"invalid": _("Mois invalide. Format attendu : MM/AAAA, par exemple 03/2026.")}

    def __init__(self, **kwargs):
        super().__init__(attrs={"type": "month", "placeholder": "03/2026"}, **kwargs)

    def read(self, text: str) -> date:
        return parse_month(text)

    def prepare_value(self, value):
        return f"{value:%Y-%m}" if isinstance(value, date) else value
