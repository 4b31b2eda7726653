"""Filling the demonstration behind the pages: one process, patient, that ends with the portal it was started by."""

import logging
import os
import sys
import threading

from portal.core.plumbing import filling
from portal.demo.company import make_company

log = logging.getLogger("comptoir.demo")
PATIENCE = 3  # pages go first


def fill() -> None:
    """Make what is missing, then say that all is there."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.nice(PATIENCE)
    make_company(lambda line: log.info(line.strip()))
    filling.end()


def _end_with_parent() -> None:
    """Wait for the other end of the standard input to close, as it does however the portal ends."""
    os.read(
        sys.stdin.fileno(), 1
    )  # not by the buffer of `sys.stdin`: its lock would stay taken in copies of this process
    os._exit(1)
