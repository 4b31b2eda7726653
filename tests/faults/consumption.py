"""What processes use: seconds of a core by /proc, in which waiting for others is not counted; rows; bytes."""

import hashlib
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.machine import family

TICK = os.sysconf("SC_CLK_TCK")
PARTS = ("web", "worker", "beat", "postgres", "redis")
ROWS = "SELECT relname, n_tup_ins FROM pg_stat_user_tables"
COMMITS = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
TOLD_WITHIN = 11  # seconds after which every idle backend has told PostgreSQL what it did
SIZES = """SELECT relname, pg_total_relation_size(relid) / n_live_tup::float
           FROM pg_stat_user_tables WHERE n_live_tup > 0"""


def reference() -> float:
    """Seconds of a core that a fixed piece of work takes now: how much what else the machine does slows each second."""
    start = time.process_time()
    sum(number * number for number in range(1_000_000))
    hashlib.sha256(bytes(20_000_000)).digest()
    return time.process_time() - start


def seconds_used(pid: int) -> float:
    """The processor time of a process, of its children, and of those it has outlived."""
    ticks = 0
    for each in family(pid):
        try:
            words = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile: its parent counts it from now on
        ticks += sum(map(int, words[11:15]))
    return ticks / TICK


@dataclass
class Spent:
    """What a stretch of work used of a core, by part."""

    took: float = 0.0
    cpu: dict[str, float] = field(default_factory=dict)

    def each(self, part: str, count: int) -> float:
        return max(0.0, self.cpu[part]) / count


@dataclass
class Written:
    """What a stretch of work left in the database and in the store of files."""

    transactions: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0


class Meter:
    """Reads a running portal. What it uses while nobody asks anything is taken off every measure."""

    def __init__(self, portal):
        self.portal = portal
        self.idle = dict.fromkeys(PARTS, 0.0)

    def rest(self, seconds: float) -> None:
        """Learns what the portal uses by itself: sweeps, signs of life."""
        with self.spent() as spent:
            time.sleep(seconds)
        self.idle = {part: used / spent.took for part, used in spent.cpu.items()}

    @contextmanager
    def spent(self):
        """Fills what it yields when the stretch ends."""
        spent, before, start = Spent(), self._cpu(), time.monotonic()
        yield spent
        spent.took = time.monotonic() - start
        spent.cpu = {part: used - before[part] - self.idle[part] * spent.took for part, used in self._cpu().items()}

    @contextmanager
    def written(self):
        """Fills what it yields when the stretch ends; sweeps go on and are counted too."""
        written = Written()
        before = self._marks()
        yield written
        after = self._marks()
        written.transactions = after[0] - before[0]
        written.rows = {table: added - before[1].get(table, 0) for table, added in after[1].items()}
        written.files = after[2] - before[2]

    def _cpu(self) -> dict[str, float]:
        programs = {part: self.portal.part(part) for part in PARTS}
        return {part: seconds_used(getattr(each, "program", each).process.pid) for part, each in programs.items()}

    def _marks(self) -> tuple[int, dict[str, int], int]:
        time.sleep(TOLD_WITHIN)
        media = (self.portal.folder / "var" / "media").rglob("*")
        size = sum(path.stat().st_size for path in media if path.is_file())
        rows = self.portal.postgres.rows
        return rows(COMMITS)[0][0], dict(rows(ROWS)), size

    def bytes_per_row(self) -> dict[str, float]:
        """Of each table that has rows, its indexes included."""
        self.portal.postgres.change("VACUUM ANALYZE")
        time.sleep(TOLD_WITHIN)
        return dict(self.portal.postgres.rows(SIZES))
