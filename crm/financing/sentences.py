"""How amounts and days of events read on timelines."""

from datetime import date
from decimal import Decimal

from portal.core.values import dates
from portal.core.values.money import format_euros

AMOUNTS = ("amount", "total", "excess")


def facts(data: dict) -> dict:
    """Return the amounts of an event as euros, its day in words."""
    told = {name: format_euros(Decimal(data[name])) for name in AMOUNTS if data.get(name)}
    if data.get("day"):
        told["day"] = dates.long_date(date.fromisoformat(data["day"]))
    return told
