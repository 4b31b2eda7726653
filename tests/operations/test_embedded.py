"""The one process of the embedded portal, started for real: it opens, works, refuses and ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _environment(tmp_path, port: int, **more) -> dict:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return {**kept, "VAR_DIR": str(tmp_path), "PORT": str(port), "PYTHONPATH": str(settings.BASE_DIR), **more}


def _server(environment, *options):
    command = [sys.executable, "-m", "gunicorn", "--config", "portal/server.py", *options, "portal.wsgi"]
    return subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _said(process) -> str:
    return process.communicate(timeout=30)[0].decode()


def _wait_until_open(port: int, seconds: float = 30) -> None:
    limit = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sante/vivant", timeout=5):
                return
        except OSError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.2)


def test_the_worker_lives_in_the_web_process_and_ends_with_it(tmp_path):
    port = _free_port()
    environment = _environment(tmp_path, port, CELERY_LOG_LEVEL="INFO")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=settings.BASE_DIR, env=environment, check=True, timeout=120
    )
    process = _server(environment)
    try:
        _wait_until_open(port)
        second = _server({**environment, "PORT": str(_free_port())})
        assert "Un portail tourne déjà" in _said(second)
        time.sleep(5)
    finally:
        process.send_signal(signal.SIGTERM)
        said = _said(process)
    assert process.returncode == 0
    assert "Task messaging.sweep" in said
    assert "worker and schedule stopped" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("options", "sentence"),
    [(("--workers", "2"), "un seul processus"), (("--max-requests", "100"), "ne se relance pas")],
)
def test_what_would_lose_its_memory_is_refused_in_one_line(tmp_path, options, sentence):
    process = _server(_environment(tmp_path, _free_port()), *options)
    said = _said(process)
    assert process.returncode != 0
    assert sentence in said
    assert "Traceback" not in said


def test_production_without_its_variables_names_them_and_stops(tmp_path):
    process = _server(_environment(tmp_path, _free_port(), EMBEDDED="0"))
    said = _said(process)
    assert process.returncode != 0
    for name in ("SECRET_KEY", "DATA_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "PUBLIC_BASE_URL"):
        assert f"{name}: must" in said
    assert "Traceback" not in said
