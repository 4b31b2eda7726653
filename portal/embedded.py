"""Worker and schedule inside the one web process: the portal on a machine with nothing but Python.

The broker is this process's memory. What it forgets when the process dies costs nothing: the work stands in the
database, and the sweep finds it at the next start.
"""

import logging
import os
import subprocess
import sys
import threading
import warnings

from celery.beat import EmbeddedService
from celery.platforms import SecurityWarning
from celery.worker import state
from django.conf import settings

from portal.celery import app
from portal.core.plumbing import filling

log = logging.getLogger("comptoir.embedded")
THREADS = 2  # as many as the machine has to spare beside the pages
STOP_WITHIN = 10  # seconds a job in progress has to finish

_running: dict[str, object] = {}
_filling: list[subprocess.Popen] = []


def start() -> None:
    """Starts both in threads that end with the process. Calling it twice starts nothing more."""
    if _running:
        return
    # "You're running the worker as root": so is the web process that it lives in, and nobody else reaches its broker.
    warnings.filterwarnings("ignore", category=SecurityWarning)
    worker = threading.Thread(target=_work, name="worker", daemon=True)
    schedule = EmbeddedService(app, thread=True, scheduler_cls=app.conf.beat_scheduler)
    _running.update(worker=worker, schedule=schedule)
    worker.start()
    schedule.start()
    _fill_demo()
    log.info("worker (%s threads) and schedule started in the web process", THREADS)


def stop() -> None:
    """Ends the schedule, then lets the worker finish what it holds, for a few seconds."""
    if not _running:
        return
    for process in _filling:
        process.terminate()
    _running.pop("schedule").stop()
    state.should_stop = 0  # Celery's word for "stop, exit code 0"
    worker = _running.pop("worker")
    worker.join(timeout=STOP_WITHIN)
    log.info("worker and schedule stopped")


def is_alive() -> bool:
    """Whether worker and schedule both run."""
    return bool(_running) and all(thread.is_alive() for thread in _running.values())


def _fill_demo() -> None:
    """Have another process make what is missing of the demonstration; it ends when its standard input does."""
    if settings.DEMO and filling.current():
        command = [sys.executable, "-m", "django", "demo_data", "--behind"]
        environment = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR)}
        _filling.append(subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, cwd=settings.BASE_DIR))  # noqa: S603


def _work() -> None:
    app.Worker(
        pool="threads",
        concurrency=THREADS,
        without_heartbeat=True,
        without_mingle=True,
        without_gossip=True,
        quiet=True,
        loglevel=logging.getLogger().level,  # Celery sets the root logger to it: it must stay as the settings have it
    ).start()
