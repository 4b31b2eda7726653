"""How gunicorn runs the portal, embedded and in production: `gunicorn --config portal/server.py portal.wsgi`.

Embedded, the one web process also holds the worker and the schedule (`portal/embedded.py`): its broker lives in
its memory, so a second process, or one that gunicorn replaces after some requests, would lose wake-ups.
"""

import fcntl
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

from django.conf import settings
from django.core.checks import ERROR

from portal import leaving
from portal.core.plumbing import checks

_host = os.environ.get("HOST", "127.0.0.1" if settings.EMBEDDED else "0.0.0.0")  # noqa: S104 - a container's own network
bind = f"{_host}:{os.environ.get('PORT', '8000')}"
worker_class = leaving.Worker
workers = 1 if settings.EMBEDDED else int(os.environ.get("WEB_WORKERS", "2"))
# Counters of several web processes meet in files of a folder, named before any of them counts.
if workers > 1 and "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="comptoir-figures-")
threads = int(os.environ.get("WEB_THREADS", "8"))
loglevel = "warning" if settings.EMBEDDED else "info"
timeout = 60
graceful_timeout = 20
control_socket = str(settings.VAR_DIR / "gunicorn.ctl")
accesslog = os.environ.get("ACCESS_LOG") or None
# Neither address nor Referer: an address may hold the token of a secure link. The portal's own lines have it, masked.
access_log_format = "%(h)s %(t)s %(m)s %(s)s %(b)s %(L)ss"
# The proxy in front is the only one that reaches this port in production; it sets the scheme and the address.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1" if settings.EMBEDDED else "*")

_lock = None


def on_starting(server) -> None:
    """Refuses at once, in one line each, wrong variables and what the embedded portal cannot do."""
    wrong = [message for message in checks.variables(None) if message.level >= ERROR]
    if wrong:
        sys.exit("\n".join(f"{message.msg} ({message.hint})" if message.hint else message.msg for message in wrong))
    if not settings.EMBEDDED:
        return
    if server.cfg.workers > 1:
        sys.exit("Le portail embarqué tient dans un seul processus : retirez --workers (ou donnez REDIS_URL).")
    if server.cfg.max_requests:
        sys.exit("Le portail embarqué ne se relance pas tout seul : retirez --max-requests (ou donnez REDIS_URL).")
    _only_one(settings.VAR_DIR / "portal.lock")


def when_ready(server) -> None:
    leaving.prepare(server)


def _only_one(path: Path) -> None:
    """Keep a lock for as long as this process lives: two portals on one SQLite file would send twice the work.

    The file says where it answers, for `make run` to tell who starts another one.
    """
    global _lock
    _lock = path.open("a+")
    try:
        fcntl.flock(_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        _lock.seek(0)
        where = _lock.read().strip() or "une adresse inconnue"
        sys.exit(f"Un portail tourne déjà avec les données de {path.parent}, {where} : arrêtez-le d’abord (Ctrl+C).")
    _lock.truncate(0)
    _lock.write(f"http://{bind}/ (processus {os.getpid()})")
    _lock.flush()


def post_worker_init(worker) -> None:
    if settings.EMBEDDED:
        from portal import embedded

        embedded.start()


def worker_exit(server, worker) -> None:
    if settings.EMBEDDED:
        from portal import embedded

        embedded.stop()


def child_exit(server, worker) -> None:
    # Gauges of the living alone are kept; counters of the dead still count.
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
