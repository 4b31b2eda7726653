"""One transaction at a time about a name that has no row to lock."""

import hashlib

from django.db import connection


def take_turn(*names: str) -> None:
    """Wait until no other transaction holds one of `names`, and hold them until this one ends.

    On PostgreSQL by advisory locks, which leave no rows behind; SQLite has one writer at a time anyway.
    """
    assert connection.in_atomic_block, "a turn lasts as long as its transaction"
    if connection.vendor != "postgresql":
        return
    keys = sorted(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True) for name in names)
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
