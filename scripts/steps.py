"""What the commands say while they work: numbered steps, their duration, and errors in one line."""

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

    @contextmanager
    def __call__(self, title: str):
        self.number += 1
        say(f"[{self.number}/{self.total}] {title}…")
        start = time.monotonic()
        yield
        say(f"      fait en {time.monotonic() - start:.1f} s".replace(".", ","))


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
