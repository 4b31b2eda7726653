"""`manage.py grant_application_role`: what the application may do in the database, and what it may not."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction
from psycopg import sql

# The history only grows; the list of migrations is the owner's. Everything else is read and written.
NARROW = {"audit_event": "SELECT, INSERT", "audit_anchor": "SELECT, INSERT", "django_migrations": "SELECT"}
USUAL = "SELECT, INSERT, UPDATE, DELETE"


class Command(BaseCommand):
    help = (
        "Gives the user of DATABASE_URL its rights, as the owner (DATABASE_OWNER_URL); makes the role when missing. "
        "Run it after each migration: `python -m scripts.prepare` does."
    )

    def handle(self, **options) -> None:
        if connection.vendor != "postgresql" or not settings.AS_OWNER:
            raise CommandError("DATABASE_OWNER_URL: must name the owner of a PostgreSQL database")
        application = settings.APPLICATION_DATABASE
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                _make(cursor, application["USER"], application.get("PASSWORD") or "")
                tables = _grant(cursor, application["USER"])
        except ProgrammingError as error:
            raise CommandError(f"DATABASE_OWNER_URL: {str(error).splitlines()[0]}") from error
        if options["verbosity"]:
            self.stdout.write(f"{application['USER']}: {tables} tables")


def _make(cursor, role: str, password: str) -> None:
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
    found = cursor.fetchone()
    if found is None:
        cursor.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}")
            .format(sql.Identifier(role), sql.Literal(password or None))
            .as_string(cursor.connection)
        )
    elif found[0]:
        raise CommandError(f"DATABASE_URL: {role} is a superuser, whom no right can hold back")


def _grant(cursor, role: str) -> int:
    """Takes everything away, then gives what is needed; in the caller's transaction, so that no page sees the gap."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    tables = [name for (name,) in cursor.fetchall()]
    statements = [
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {role}").format(
            sql.Identifier(connection.settings_dict["NAME"]), role=sql.Identifier(role)
        ),
        _for(role, "REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
        _for(role, "REVOKE CREATE ON SCHEMA public FROM {role}"),
        _for(role, "GRANT USAGE ON SCHEMA public TO {role}"),
        _for(role, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}"),
        _for(role, "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"),
    ]
    for name in tables:
        rights = sql.SQL(NARROW.get(name, USUAL))
        statements.append(
            sql.SQL("GRANT {} ON {} TO {}").format(rights, sql.Identifier("public", name), sql.Identifier(role))
        )
    for statement in statements:
        cursor.execute(statement.as_string(cursor.connection))
    return len(tables)


def _for(role: str, text: str) -> sql.Composed:
    return sql.SQL(text).format(role=sql.Identifier(role))
