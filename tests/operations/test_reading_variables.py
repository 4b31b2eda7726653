"""A variable that cannot be what it should: one line that names it, and no start, whatever the process."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

PROCESSES = {
    "manage.py": ("manage.py", "check"),
    "gunicorn": ("-m", "gunicorn", "--config", "portal/server.py", "portal.wsgi"),
    "worker": ("-m", "celery", "--app", "portal", "worker"),
    "beat": ("-m", "celery", "--app", "portal", "beat"),
}


def started(command, tmp_path, **variables) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={**kept, "VAR_DIR": str(tmp_path), "PYTHONPATH": str(settings.BASE_DIR), **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("SMS_DAILY_BUDGET", "beaucoup", "SMS_DAILY_BUDGET: is “beaucoup”, must be a whole number\n"),
        ("DEBUG", "peut-être", "DEBUG: is “peut-être”, must be 1 or 0\n"),
        (
            "DATABASE_URL",
            "portail",
            "DATABASE_URL: must be an address such as postgres://user:password@host:5432/name\n",
        ),
        (
            "DATABASE_URL",
            "mysql://u:secret@host/base",
            "DATABASE_URL: must be an address such as postgres://user:password@host:5432/name\n",
        ),
    ],
)
def test_a_value_that_cannot_be_read_is_one_line(tmp_path, name, value, line):
    done = started(PROCESSES["manage.py"], tmp_path, **{name: value})
    assert done.returncode == 1
    assert done.stderr == line


@pytest.mark.slow
@pytest.mark.parametrize("process", PROCESSES)
def test_no_process_starts_with_it(tmp_path, process):
    done = started(PROCESSES[process], tmp_path, SMS_DAILY_BUDGET="beaucoup")
    assert done.returncode != 0
    assert "SMS_DAILY_BUDGET: is “beaucoup”, must be a whole number" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_value_is_no_value(tmp_path):
    """As compose files write them: `CODE_LIFETIME_MINUTES=`."""
    done = started(PROCESSES["manage.py"], tmp_path, CODE_LIFETIME_MINUTES="", DEBUG="", DATABASE_URL="")
    assert done.returncode == 0, done.stderr
