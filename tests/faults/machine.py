"""Processes of this machine: started in a group, killed with all their children, waited for by what they do."""

import os
import signal
import socket
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 90  # seconds for something that takes two on an idle machine


class Late(AssertionError):
    """What was waited for did not come."""


def until(true, *, seconds: float = PATIENCE, what: str, pause: float = 0.05):
    """Waits for `true()` to give something; returns it, or raises `Late`."""
    limit = time.monotonic() + seconds
    while True:
        if found := true():
            return found
        if time.monotonic() > limit:
            raise Late(f"not within {seconds} s: {what}")
        time.sleep(pause)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens to, all different."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def family(pid: int) -> list[int]:
    """A process and all that descend from it, by /proc."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        found.append(todo[0])
        todo += children.get(todo.pop(0), [])
    return found


class Program:
    """One program, started anew as often as it is killed. Its output goes to `<folder>/<name>.log`."""

    def __init__(self, name: str, command: list, *, folder: Path, environment: dict, **options):
        self.name, self.command, self.environment, self.options = name, command, environment, options
        self.log = folder / f"{name}.log"
        self.process: subprocess.Popen | None = None
        self.wanted = False
        self._turn = threading.RLock()
        self.exits = 0  # how often it ended by itself and was started again

    def start(self) -> None:
        with self._turn, self.log.open("ab") as log:
            self.wanted = True
            self.process = subprocess.Popen(
                [str(part) for part in self.command],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self.options,
            )

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """SIGKILL to it and all its children, as when its container is killed."""
        with self._turn:
            self.wanted = False
        if self.process is None:
            return
        for pid in family(self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self, sign: int = signal.SIGTERM, *, within: float = 30) -> None:
        """Asks it to end; kills what does not."""
        with self._turn:
            self.wanted = False
        if not self.alive():
            return
        self.process.send_signal(sign)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=within)
        self.kill()

    def revive(self) -> None:
        """What `restart: unless-stopped` does for a program that ended by itself."""
        with self._turn:
            if self.wanted and not self.alive():
                self.exits += 1
                self.start()

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""
