"""What the commands say while they work: numbered steps, their duration, and errors in one line."""

import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Steps:
    """Numbers the steps of a command. `with steps("Migrations"): …` says what starts and how long it took."""

    def __init__(self, total: int):
        self.total, self.number = total, 0
        self.taken: list[tuple[str, float, float]] = []

    @contextmanager
    def __call__(self, title: str):
        self.number += 1
        say(f"[{self.number}/{self.total}] {title}…")
        start, worked = time.monotonic(), _processor_time()
        yield
        seconds = time.monotonic() - start
        self.taken.append((title, seconds, _processor_time() - worked))
        say(f"      fait en {seconds:.1f} s".replace(".", ","))

    def summary(self) -> None:
        """Say how many minutes each step took, and how many its processes worked."""
        total = ("Total", sum(step[1] for step in self.taken), sum(step[2] for step in self.taken))
        say(f"\n{'Durées, en minutes':<62}{'montre':>8}{'processeur':>12}")
        for title, seconds, worked in (*self.taken, total):
            say(f"{title:<62}" + f"{seconds / 60:>8.1f}{worked / 60:>12.1f}".replace(".", ","))
        say()


def _processor_time() -> float:
    """Return the seconds that the processes started so far worked, once they have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def say(text: str = "") -> None:
    print(text, flush=True)


def fail(text: str) -> None:
    """Ends the command with one sentence."""
    print(f"\n✗ {text}", file=sys.stderr, flush=True)
    sys.exit(1)


def call(*command: str | Path, quiet: bool = False, **options) -> bool:
    """Runs a command from the top of the clone; tells whether it succeeded."""
    if quiet:
        options |= {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        return subprocess.run([str(part) for part in command], cwd=ROOT, check=False, **options).returncode == 0
    except FileNotFoundError:
        return False
