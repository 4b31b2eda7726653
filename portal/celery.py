"""The Celery application: workers are woken up here, the work itself waits in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("comptoir")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def wake(task, *args) -> None:
    """Ask a worker to run `task` now, as far as a broker is there.

    Nothing depends on it: what is due stands in the database and the sweep finds it.
    A dead broker therefore costs a page neither an error nor a wait.
    """
    try:
        task.apply_async(args=args, retry=False, ignore_result=True)
    except Exception:  # noqa: BLE001 - whatever the broker raises, the sweep takes over
        import logging

        logging.getLogger("comptoir.wake").warning("broker unreachable, the sweep will run %s", task.name)
