"""The schedule, run by one process at a time: a second one stands by and takes over when the first dies.

What each rare entry did last is kept in the database, so that neither a restart nor a take-over forgets a daily job
or runs it at each start. The frequent ones are sweeps: once more, or a few seconds later, harms nothing.
"""

import logging
import tempfile
from datetime import timedelta
from pathlib import Path

from celery.beat import Scheduler, SchedulingError
from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from portal.core.values import dates
from portal.operations import heartbeats
from portal.operations.models import Heartbeat

log = logging.getLogger("comptoir.beat")
STAND_BY_SECONDS = 3
RARE = timedelta(minutes=1)
ALIVE = Path(tempfile.gettempdir(), "comptoir-beat")  # touched at each step: what its container looks at
EMBEDDED_HOLDER = "embedded"  # the lock on its folder makes it the only one: a restart waits for no lease


class LeasedScheduler(Scheduler):
    """Celery's schedule under the lease `beat`. It never raises for a database or a broker that is away."""

    max_interval = heartbeats.RENEW_SECONDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        holder = EMBEDDED_HOLDER if settings.EMBEDDED else heartbeats.this_process()
        self._lease = heartbeats.Lease("beat", holder)
        self._leads = None
        self._trouble = ""

    # The application's own pool serves instead: it is made for brokers that come and go.
    producer = None

    def tick(self, *args, **kwargs) -> float:
        """One step of the schedule, or a wait when another process runs it; the seconds until the next call."""
        try:
            ALIVE.touch()
            close_old_connections()
            leads = self._lease.keep()
            if leads and not self._leads:
                self._resume()
            self._tell(leads)
            return super().tick(*args, **kwargs) if leads else STAND_BY_SECONDS
        except (DatabaseError, InterfaceError) as error:
            connection.close()
            self._complain("database", error)
            return STAND_BY_SECONDS

    def apply_entry(self, entry, producer=None) -> None:
        """Wake a worker for `entry`; without a broker the entry comes again at its next hour."""
        try:
            self.apply_async(entry, advance=False)
        except SchedulingError as error:
            self._complain("broker", error.__cause__ or error)
            return
        self._trouble = ""
        if _is_rare(entry):
            heartbeats.beat(_row_of(entry), entry.task)

    def close(self) -> None:
        super().close()
        try:
            self._lease.release()
        except (DatabaseError, InterfaceError):
            log.warning("the lease of the schedule ends by itself: the database is away")
        connection.close()

    def _resume(self) -> None:
        """Take the rare entries up where whoever ran them last left them."""
        done = dict(Heartbeat.objects.filter(name__startswith="schedule:").values_list("name", "at"))
        for entry in self.schedule.values():
            if not _is_rare(entry):
                continue
            if _row_of(entry) in done:
                entry.last_run_at = timezone.localtime(done[_row_of(entry)], dates.PARIS)
            else:
                heartbeats.beat(_row_of(entry), entry.task)
        self._heap = None

    def _tell(self, leads: bool) -> None:
        if leads != self._leads:
            log.info("this process runs the schedule" if leads else "another process runs the schedule: standing by")
        self._leads = leads

    def _complain(self, what: str, error: BaseException) -> None:
        """Once for each trouble, not at each tick."""
        if self._trouble != what:
            log.warning("%s unreachable (%s), the schedule goes on trying", what, type(error).__name__)
        self._trouble = what


def _is_rare(entry) -> bool:
    return getattr(entry.schedule, "run_every", RARE) >= RARE


def _row_of(entry) -> str:
    return f"schedule:{entry.name}"[:100]
