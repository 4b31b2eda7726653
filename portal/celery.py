"""The Celery application: workers are woken up here, the work itself waits in the database."""

import logging
import os
import time

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

logger = logging.getLogger("comptoir.wake")
QUIET_SECONDS = 5
_silence = {"until": 0.0}

app = Celery("comptoir")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def wake(task: str, *args) -> None:
    """Ask a worker to run the task of that name now, as far as a broker is there.

    Nothing depends on it: what is due stands in the database and the sweep finds it.
    A dead broker therefore costs a page no error and, as it is then left alone for `QUIET_SECONDS`,
    one wait at most, however many messages the page writes.
    """
    if time.monotonic() < _silence["until"]:
        return
    try:
        app.send_task(task, args=args, retry=False, ignore_result=True)
    except Exception:  # noqa: BLE001 - whatever the broker raises, the sweep takes over
        _silence["until"] = time.monotonic() + QUIET_SECONDS
        logger.warning("broker unreachable, the sweep will run %s", task)
