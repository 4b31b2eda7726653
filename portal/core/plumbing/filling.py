"""How far the demonstration has come, while a process of its own fills it behind the pages.

A small file: written by that process, read by every page without a query, gone once all is made.
"""

import json
import os
import time
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

FILE = "demo.json"
PAUSE_SECONDS = 0.01


@dataclass(frozen=True)
class Filling:
    """`since` is the moment the demonstration is told from, the same for a run that takes up another's work.

    It is empty where the story is told already: the rest is looked at, in case the portal has learned new things.
    """

    done: int
    total: int
    since: str

    @property
    def moment(self) -> datetime | None:
        return datetime.fromisoformat(self.since) if self.since else None


def current() -> Filling | None:
    """Return what is being filled, None when nothing is."""
    try:
        return Filling(**json.loads(_path().read_text()))
    except (OSError, ValueError, TypeError):
        return None


def begin(since: datetime | None) -> None:
    """Note that the demonstration is to be filled; a moment noted before stays."""
    if current() is None:
        _write(Filling(0, 0, since.isoformat() if since else ""))


def note(done: int, total: int) -> None:
    """Note how far it has come."""
    if (now := current()) and (now.done, now.total) != (done, total):
        _write(Filling(done, total, now.since))


def let_others_in() -> None:
    """Wait between two transactions while pages write to the same database: they ask now and then, not in a queue."""
    if current():
        time.sleep(PAUSE_SECONDS)


def end() -> None:
    """Forget it: all is made."""
    _path().unlink(missing_ok=True)


def _path():
    return settings.VAR_DIR / FILE


def _write(filling: Filling) -> None:
    written = _path().with_suffix(".part")
    written.write_text(json.dumps(filling.__dict__))
    os.replace(written, _path())
