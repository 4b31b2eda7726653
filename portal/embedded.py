"""Worker and schedule inside the one web process: the portal on a machine with nothing but Python.

The broker is this process's memory. What it forgets when the process dies costs nothing: the work stands in the
database, and the sweep finds it at the next start.
"""

import logging
import threading
import warnings

from celery.beat import EmbeddedService
from celery.platforms import SecurityWarning
from celery.worker import state

from portal.celery import app

log = logging.getLogger("comptoir.embedded")
THREADS = 2  # as many as the machine has to spare beside the pages
STOP_WITHIN = 10  # seconds a job in progress has to finish

_running: dict[str, object] = {}


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
    log.info("worker (%s threads) and schedule started in the web process", THREADS)


def stop() -> None:
    """Ends the schedule, then lets the worker finish what it holds, for a few seconds."""
    if not _running:
        return
    _running.pop("schedule").stop()
    state.should_stop = 0  # Celery's word for "stop, exit code 0"
    worker = _running.pop("worker")
    worker.join(timeout=STOP_WITHIN)
    log.info("worker and schedule stopped")


def is_alive() -> bool:
    """Whether worker and schedule both run."""
    return bool(_running) and all(thread.is_alive() for thread in _running.values())


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
