"""Contract numbers: `CT-2026-000123`, one series a year, without gaps or duplicates."""

from django.db import connection

from contracts.sales.models import NumberSeries


def next_number(year: int) -> str:
    """Return the next number of `year`; its row stays locked until the caller's transaction ends."""
    assert connection.in_atomic_block, "a number belongs to the transaction that uses it"
    NumberSeries.objects.get_or_create(year=year)
    series = NumberSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"CT-{year}-{series.last:06d}"
