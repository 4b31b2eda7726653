"""The database itself refuses to change or remove an event (PostgreSQL and SQLite)."""

from django.conf import settings
from django.db import connections

SQLITE = """
CREATE TRIGGER IF NOT EXISTS audit_event_no_{verb} BEFORE {VERB} ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION audit_event_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit events are append-only'; END $$;
DROP TRIGGER IF EXISTS audit_event_append_only ON audit_event;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_event_append_only();
"""


def install(using: str = "default", **_signal) -> None:
    """Install the triggers, as often as one likes; `APPEND_ONLY_TRIGGERS=0` leaves them out (tests that flush)."""
    if not settings.APPEND_ONLY_TRIGGERS:
        return
    connection = connections[using]
    if "audit_event" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                cursor.execute(SQLITE.format(verb=verb, VERB=verb.upper()))
        else:
            cursor.execute(POSTGRESQL)


def remove(using: str = "default") -> None:
    """Take the triggers away: for the tests of what happens without them."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS audit_event_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS audit_event_no_delete")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS audit_event_append_only ON audit_event")
