"""Pages read ahead of their reader.

Browsers send `Sec-Purpose` themselves; scripts cannot, so the portal's own send `X-Sec-Purpose`.
"""

from contextlib import contextmanager

from django.db import connection

HEADERS = ("Sec-Purpose", "X-Sec-Purpose")
READS = ("SELECT", "WITH", "EXPLAIN", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK")


class WritesAhead(Exception):
    """Raised when a page that is read ahead writes."""


def is_prefetch(request) -> bool:
    return any("prefetch" in request.headers.get(name, "") for name in HEADERS)


@contextmanager
def without_writes():
    """Refuse every statement that is not a query. Raises `WritesAhead`."""
    with connection.execute_wrapper(_refuse):
        yield


def _refuse(execute, sql, params, many, context):
    if not str(sql).lstrip(" (").upper().startswith(READS):
        raise WritesAhead(str(sql)[:80])
    return execute(sql, params, many, context)
