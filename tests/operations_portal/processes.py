"""Processes of the portal started with the commands and the environment of `docker-compose.yml`."""

import os
import signal
import subprocess
import sys
import time
import zlib
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

# A number of one's own, per clone and parallel process: nothing else of the machine is emptied.
_WHOSE = f"{settings.BASE_DIR} {os.environ.get('PYTEST_XDIST_WORKER', '')}"
REDIS = f"redis://127.0.0.1:6379/{zlib.crc32(_WHOSE.encode()) % 15 + 1}"


def database_url(ending: str = "") -> str:
    """The address of the database of the running test, or of one beside it: its name with this ending."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}{ending}"
    user = values["USER"] + (f":{values['PASSWORD']}" if values["PASSWORD"] else "")
    return f"postgres://{user}@{values['HOST'] or '127.0.0.1'}:{values['PORT'] or 5432}/{values['NAME']}{ending}"


def environment(folder, **more: str) -> dict[str, str]:
    """What production gives its processes, on this machine."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return {
        **kept,
        "PYTHONPATH": str(settings.BASE_DIR),
        "EMBEDDED": "0",
        "VAR_DIR": str(folder),
        "DATABASE_URL": database_url(),
        "REDIS_URL": REDIS,
        "SECRET_KEY": "s" * 50,
        "DATA_KEY": "d" * 50,
        "PUBLIC_BASE_URL": "https://portail.example",
        "SMS_GATEWAY": "demo",
        "EMAIL_URL": "demo://",
        **more,
    }


@contextmanager
def started(*command: str, folder, name: str, **more: str):
    """A process that runs during the `with`; its output goes to `<folder>/<name>.log`."""
    with open(folder / f"{name}.log", "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=settings.BASE_DIR,
            env=environment(folder, **more),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def until(true, *, seconds: float, what: str) -> float:
    """Waits for `true()`; returns how long that took, or fails."""
    start = time.monotonic()
    while not true():
        assert time.monotonic() - start < seconds, f"not after {seconds} s: {what}"
        time.sleep(0.1)
    return time.monotonic() - start
