"""`make test`: the linters, every test on PostgreSQL, on SQLite what differs there, those in a browser.

`tests/engines.py` says what differs. `TEST_ENGINES=both` runs every test on SQLite too, as happens where PostgreSQL
cannot be had. The last lines say how long each part took.

What the machine lacks is installed where that may be done. Elsewhere the run is left out, with its reason; under
`CI_STRICT=1` it is a failure instead.
"""

import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

from scripts import environment
from scripts.postgres import binaries, postgres_address
from scripts.steps import ROOT, Steps, call, fail, say

STRICT = os.environ.get("CI_STRICT") == "1"
TWO = ("-n", "2")  # two at a time; the tests of a file stay together (`tests/conftest.py`)
ALL_ON_BOTH = os.environ.get("TEST_ENGINES") == "both"
BIN = environment.VENV / "bin"
# command → Debian package
TOOLS = {
    "pdfsig": "poppler-utils",
    "qpdf": "qpdf",
    "xgettext": "gettext",
    "pg_dump": "postgresql-client",
    "redis-server": "redis-server",
}
# Starts as a service once installed: on whoever's machine, only when continuous integration asks.

PRODUCTION = {
    "EMBEDDED": "0",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "SECRET_KEY": "k" * 25 + "only-to-check-the-settings" + "0123456789",
    "DATA_KEY": "only-to-check-the-settings-only-to-check-the-settings",
    "PUBLIC_BASE_URL": "https://portail.example",
    "DATABASE_URL": "postgres://comptoir@127.0.0.1/comptoir",
    "SMS_GATEWAY": "twilio",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "only-to-check",
    "TWILIO_FROM": "Comptoir",
    "EMAIL_URL": "smtp://mail.example",
}


def main() -> None:
    os.chdir(ROOT)
    lint_only = sys.argv[1:] == ["lint"]
    steps = Steps(3 if lint_only else 7)
    start = time.monotonic()
    with environment.one_at_a_time():
        with steps("Environnement Python (.venv)"):
            environment.ensure_venv()
        with steps("Bibliothèques de développement, versions et empreintes vérifiées"):
            environment.install("requirements-dev.txt")
    if lint_only:
        failed = _lint(steps)
    else:
        with steps("Outils du système"):
            _ensure_tools()
        call(BIN / "python", "-m", "scripts.compile_messages")
        with postgres_address() as address, _databases_prepared(address):
            failed = _lint(steps) + _tests(steps, address)
    steps.summary()
    if failed:
        fail("Échec : " + ", ".join(failed))
    say(f"✓ Tout passe, en {(time.monotonic() - start) / 60:.1f} min.".replace(".", ",", 1))


def _ensure_tools() -> None:
    environment.ensure_pango()
    environment.ensure_chromium()
    missing = [package for command, package in TOOLS.items() if not shutil.which(command)]
    if not binaries():
        missing.append("postgresql")
    if missing and not environment.apt_install(*missing):
        say(f"      ⚠ manquent à cette machine : {' '.join(missing)} ; leurs tests seront passés, avec la raison")


def _lint(steps: Steps) -> list[str]:
    """Every linter, so that one run shows all there is to mend; gives the names of those that refused."""
    python, manage = BIN / "python", "manage.py"
    checks = {
        "ruff": (BIN / "ruff", "check", "--quiet", "."),
        "ruff format": (BIN / "ruff", "format", "--check", "--quiet", "."),
        "djlint": (BIN / "djlint", "--lint", "--quiet", "templates"),
        "import-linter": (BIN / "lint-imports", "--no-cache"),
        "migrations": (python, manage, "makemigrations", "--check", "--dry-run"),
        "production": (python, manage, "check", "--deploy", "--fail-level", "WARNING"),
        "catalogue": (python, "-m", "scripts.check_catalogue"),
    }
    failed = []
    with steps("Contrôles du code"):
        for name, command in checks.items():
            extra = PRODUCTION if name == "production" else {"EMBEDDED": "1"}
            if not _shown(command, {**os.environ, "VAR_DIR": str(_var()), **extra}):
                say(f"      ✗ {name}")
                failed.append(name)
    return failed


def _shown(command, variables) -> bool:
    """Runs a check; shows what it said only when it refused."""
    done = subprocess.run(
        [str(part) for part in command], env=variables, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        say(done.stdout.decode(errors="replace").rstrip())
    return done.returncode == 0


def _var():
    """A folder of data for the checks, apart from that of the portal that may be running."""
    path = ROOT / "var" / "checks"
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def _databases_prepared(address: str):
    """Migrate the databases that the tests copy, while the linters leave a processor idle."""
    work = threading.Thread(target=_prepare_databases, args=[address])
    work.start()
    try:
        yield
    finally:
        work.join()


def _prepare_databases(address: str) -> None:
    """One after the other, in the order of the tests. What fails here fails there, and says why."""
    variables = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    variables["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    for database in ([{"DATABASE_URL": address}] if address else []) + [{}]:
        call(BIN / "python", "-m", "tests.migrated", quiet=True, env={**variables, **database})


def _tests(steps: Steps, address: str) -> list[str]:
    failed = []
    with steps("Tests sur PostgreSQL"):
        if not address:
            failed += _left_out("PostgreSQL ne répond pas (TEST_DATABASE_URL) et ne peut être démarré ici")
        elif not _pytest(*TWO, "-m", "not browser", DATABASE_URL=address):
            failed.append("tests sur PostgreSQL")
    everything = ALL_ON_BOTH or not address
    what = "tous" if everything else "ce qui y diffère"
    with steps(f"Tests sur SQLite ({what})"):
        if not _pytest(*TWO, "-m", "not browser and not postgres" + ("" if everything else " and sqlite")):
            failed.append("tests sur SQLite")
    with steps("Tests dans le navigateur"):
        if not environment.chromium():
            failed += _left_out("Chromium manque : sudo apt-get install chromium-headless-shell")
        elif not _pytest(*TWO, "-m", "browser"):
            failed.append("tests dans le navigateur")
    return failed


def _left_out(reason: str) -> list[str]:
    say(f"      passés : {reason}")
    return [reason] if STRICT else []


def _pytest(*arguments: str, **variables: str) -> bool:
    clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return call(BIN / "python", "-m", "pytest", "-q", *arguments, env={**clean, **variables})


if __name__ == "__main__":
    main()
