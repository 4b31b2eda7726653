"""The database that tests begin with is that of the migrations as they stand."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import migrated


@pytest.mark.django_db
def test_no_migration_is_left_to_run():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_what_a_migration_imports_decides_as_well(tmp_path):
    written = Path(tmp_path, "0001_initial.py")
    written.write_text("import portal.core.indexes\nfrom portal.core.values import dates\nimport django.db\n")
    found = [path.relative_to(settings.BASE_DIR).as_posix() for path in migrated._modules_of(written)]
    assert sorted(found) == ["portal/core/indexes.py", "portal/core/values/dates.py"]


def test_a_changed_migration_makes_another_database(monkeypatch):
    before, read = migrated.digest.__wrapped__(), Path.read_bytes
    assert before == migrated.digest()

    def changed(path):
        return read(path) + (b"# changed" if path.match("audit/migrations/0001_initial.py") else b"")

    monkeypatch.setattr(Path, "read_bytes", changed)
    assert migrated.digest.__wrapped__() != before
