"""The database itself refuses to change or remove an entry (PostgreSQL and SQLite)."""

from django.conf import settings
from django.db import connections

TABLES = ("ledger_entry", "ledger_entryline")
SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$;
"""
POSTGRESQL = """
DROP TRIGGER IF EXISTS {table}_append_only ON {table};
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
"""


def install(using: str = "default", **_signal) -> None:
    """Install the triggers, as often as one likes; `APPEND_ONLY_TRIGGERS=0` leaves them out (tests that flush)."""
    if not settings.APPEND_ONLY_TRIGGERS:
        return
    connection = connections[using]
    if not set(TABLES) <= set(connection.introspection.table_names()):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in TABLES:
                for verb in ("update", "delete"):
                    cursor.execute(SQLITE.format(table=table, verb=verb, VERB=verb.upper()))
        else:
            cursor.execute(FUNCTION)
            for table in TABLES:
                cursor.execute(POSTGRESQL.format(table=table))


def remove(using: str = "default") -> None:
    """Take the triggers away: for the tests of what happens without them."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in TABLES:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
