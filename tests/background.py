"""The worker of journeys: a thread that runs what the schedule would, over and over."""

import threading

from django.conf import settings
from django.db import connection

from portal.celery import app

PAUSE = 0.15
OFTEN = 10.0


class Worker:
    """Runs every task scheduled at least each ten seconds until the end of the `with`; then raises what they raised."""

    def __init__(self):
        app.loader.import_default_modules()
        schedule = settings.CELERY_BEAT_SCHEDULE.values()
        self.tasks = [app.tasks[entry["task"]] for entry in schedule if entry["schedule"] <= OFTEN]
        self.errors: list[BaseException] = []
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="test-worker", daemon=True)

    def _run(self) -> None:
        try:
            while not self._end.is_set():
                for task in self.tasks:
                    task()
                self._end.wait(PAUSE)
        except BaseException as error:  # noqa: BLE001 - shown to the test, which fails
            self.errors.append(error)
        finally:
            connection.close()

    def __enter__(self) -> "Worker":
        self._thread.start()
        return self

    def __exit__(self, kind, value, trace) -> None:
        self._end.set()
        self._thread.join(timeout=20)
        if self.errors and kind is None:
            raise AssertionError("background work failed") from self.errors[0]
