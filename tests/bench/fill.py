"""Add rows for measurements: `python -m tests.bench.fill contracts 1000`, then `requests`, `clients`."""

import os
import sys
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")

MOST = 1_000_000


def fill(what: str, count: int, say: Callable[[str], None]) -> None:
    """Add `count` contracts, or opportunities with one request each; or bring clients to `count`.

    Raises `ValueError` for none or too many.
    """
    from tests.bench import bulk, bulk_clients, bulk_presales

    if not 0 < count <= MOST:
        raise ValueError(f"{what}: a number between 1 and {MOST} is expected")
    {"contracts": bulk.fill, "requests": bulk_presales.fill, "clients": bulk_clients.fill}[what](count, say)


if __name__ == "__main__":
    import django

    django.setup()
    fill(sys.argv[1], int(sys.argv[2]), sys.stderr.write)
