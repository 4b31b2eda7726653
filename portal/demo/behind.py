"""Filling the demonstration behind the pages: one process, patient, that ends with the portal it was started by."""

import logging
import os
import sys
import threading
import time

from django.db import OperationalError, connection

from portal.core.plumbing import filling
from portal.demo.company import make_company

log = logging.getLogger("comptoir.demo")
TRIES = 5
PAUSE_SECONDS = 3


def fill() -> None:
    """Make what is missing, then say that all is there. A database too busy to write is asked again."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for _try in range(TRIES):
        try:
            make_company(lambda line: log.info(line.strip()))
        except OperationalError as error:
            log.warning("the demonstration waits: %s", error)
            connection.close()
            time.sleep(PAUSE_SECONDS)
        else:
            filling.end()
            return


def _end_with_parent() -> None:
    """Wait for the other end of the standard input to close, as it does however the portal ends."""
    # Not through the buffer of `sys.stdin`: its lock would stay taken in the copies of this process that print.
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)
