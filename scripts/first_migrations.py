"""`make migrations`: write each app's first migration anew, until the first release (1.0.0).

Indexes and constraints are written into the table's `CreateModel`: on SQLite each `AddIndex` rewrites its table, and a
fresh database then costs four times as much.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("EMBEDDED", "1")

import django
from django.core.management import call_command
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.writer import MigrationWriter

from scripts.steps import ROOT, say

FIRST = "0001_initial"
LISTS = {migrations.AddIndex: "indexes", migrations.AddConstraint: "constraints"}


def main() -> None:
    django.setup()
    before = {path: path.read_text() for path in _files()}
    for path in before:
        path.unlink()
    call_command("makemigrations", verbosity=0)
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        writer = MigrationWriter(migration)
        if name == FIRST and Path(writer.path) in _files():
            migration.operations = folded(migration.operations)
            Path(writer.path).write_text(writer.as_string())
            say(f"      {app}")
    for path, text in before.items():
        if path.exists() and _without_head(path.read_text()) == _without_head(text):
            path.write_text(text)


def _files() -> list[Path]:
    return [*ROOT.glob(f"*/migrations/{FIRST}.py"), *ROOT.glob(f"portal/*/migrations/{FIRST}.py")]


def _without_head(text: str) -> str:
    """Return a migration without the comment that names the day."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("# Generated"))


def folded(operations: list) -> list:
    """Return the operations with each index and constraint in its `CreateModel`.

    One that names a column which is only added later stays where it is.
    """
    tables, kept = {}, []
    for operation in operations:
        table = tables.get(getattr(operation, "model_name_lower", None))
        if isinstance(operation, migrations.CreateModel):
            tables[operation.name_lower] = operation
        elif type(operation) in LISTS and table is not None and not _names_later(operation, table, operations):
            key = LISTS[type(operation)]
            added = operation.index if key == "indexes" else operation.constraint
            table.options[key] = [*table.options.get(key, []), added]
            continue
        kept.append(operation)
    return kept


def _names_later(operation, table, operations: list) -> bool:
    later = {each.name for each in operations if isinstance(each, migrations.AddField) and _same(each, operation)}
    text = repr(operation.deconstruct())
    return any(repr(name) in text or f"{name}__" in text for name in later - dict(table.fields).keys())


def _same(one, other) -> bool:
    return one.model_name_lower == other.model_name_lower


if __name__ == "__main__":
    sys.exit(main())
