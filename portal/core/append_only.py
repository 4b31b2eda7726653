"""Tables whose rows are only ever added: the database itself refuses to change or remove one (PostgreSQL, SQLite)."""

from django.conf import settings
from django.db import connections

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
DROP TRIGGER IF EXISTS {table}_append_only ON {table};
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
"""


def protect(table: str, using: str = "default") -> None:
    """Install the triggers of `table`; idempotent. `APPEND_ONLY_TRIGGERS=0` leaves them out (tests that flush)."""
    if not settings.APPEND_ONLY_TRIGGERS:
        return
    connection = connections[using]
    if table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                cursor.execute(SQLITE.format(table=table, verb=verb, VERB=verb.upper()))
        else:
            cursor.execute(POSTGRESQL.format(table=table))


def release(table: str, using: str = "default") -> None:
    """Remove the triggers of `table`: for the tests of what happens without them."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
