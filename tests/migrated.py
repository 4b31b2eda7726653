"""A migrated database to start from: made once for a state of the migrations, then copied by every run and process.

Every migration still runs, from nothing, whenever one changed, and in each new clone. Writing the tables takes longer
than most runs of a few tests.
"""

import ast
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

KEPT = settings.BASE_DIR / "var" / "tests"


def start_from_it() -> None:
    """Let the test database of this process begin as a copy; Django migrates it further, which finds nothing to do."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = _kept_on_postgres()
        return
    creation = connection.creation
    make = creation._create_test_db

    def copied(*given, **more):
        make(*given, **more)
        copy_to(Path(creation._get_test_db_name()))

    creation._create_test_db = copied


def prepare() -> None:
    """Make the database that tests copy, as the tests would when they begin."""
    _kept_on_postgres() if connection.vendor == "postgresql" else _kept_on_sqlite()


def copy_to(path: Path) -> None:
    """Put a migrated SQLite database at `path`."""
    shutil.copyfile(_kept_on_sqlite(), path)


def _kept_on_sqlite() -> Path:
    """Return the path of a migrated database that nobody opens."""
    kept = KEPT / f"{digest()}.sqlite3"
    with _one_at_a_time():
        if not kept.exists():
            for former in KEPT.glob("*.sqlite3*"):
                former.unlink()
            partial = kept.with_suffix(".sqlite3-partial")
            _migrate(f"sqlite:///{partial}")
            partial.rename(kept)
    return kept


def _kept_on_postgres() -> str:
    """Return the name of a migrated database that nobody opens, for `CREATE DATABASE … TEMPLATE`."""
    usual = connection.settings_dict
    prefix = f"{usual['NAME']}_migrated_"
    name = prefix + digest()
    with _one_at_a_time(), connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        found = {row[0] for row in cursor.fetchall()}
        if name not in found:
            for former in found:
                cursor.execute(f'DROP DATABASE IF EXISTS "{former}"')
            cursor.execute(f'CREATE DATABASE "{name}_partial"')
            where = f"{usual['USER']}:{usual['PASSWORD']}@{usual['HOST']}:{usual['PORT']}"
            _migrate(f"postgres://{where}/{name}_partial")
            cursor.execute(f'ALTER DATABASE "{name}_partial" RENAME TO "{name}"')
    return name


def _migrate(address: str) -> None:
    command = (sys.executable, "-m", "django", "migrate", "--verbosity", "0")
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the migrations do not run:\n{done.stderr}")


@contextmanager
def _one_at_a_time():
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"lock-{connection.vendor}").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def digest() -> str:
    """Return what the tables follow from: all migrations, what ours import, the libraries they come from."""
    root = settings.BASE_DIR
    files = {path for app in apps.get_app_configs() for path in Path(app.path, "migrations").glob("*.py")}
    ours = {path for path in files if path.is_relative_to(root) and not path.is_relative_to(root / ".venv")}
    files |= {module for path in ours for module in _modules_of(path)}
    found = hashlib.sha256(f"{django.VERSION} {settings.INSTALLED_APPS}".encode())
    for path in sorted(files):
        found.update(f"{path.name}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _modules_of(path: Path) -> list[Path]:
    """Return our own modules that a migration imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    places = [settings.BASE_DIR / (name.replace(".", "/") + ".py") for name in names]
    return [place for place in places if place.exists()]


if __name__ == "__main__":
    django.setup()
    prepare()
