"""After many rows at once: what PostgreSQL itself would do in the minutes that follow."""

from django.db import connection


def analyse() -> None:
    """Statistics for the planner and, outside of a transaction, the map of what index-only readings may trust."""
    vacuums = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if vacuums else "ANALYZE")
