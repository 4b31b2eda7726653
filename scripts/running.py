"""What runs already: the portal of this clone, or whatever holds a port."""

import fcntl
import os
import socket
from pathlib import Path

from scripts.steps import ROOT

LISTENING = "0A"


def portal_of_this_clone() -> str:
    """Where the portal with the data of this clone answers, and its process; empty when none runs.

    Its lock dies with it: what the file says counts only as long as somebody holds it.
    """
    lock = Path(os.environ.get("VAR_DIR") or ROOT / "var") / "portal.lock"
    try:
        with lock.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return file.read().strip() or "adresse inconnue"
    except FileNotFoundError:
        pass
    return ""


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def holder_of(port: int) -> str:
    """The process that listens on a port, as far as this user may see it (Linux); else an empty text."""
    sockets = {f"socket:[{inode}]" for inode in _inodes(port)}
    for process in Path("/proc").glob("[0-9]*") if sockets else ():
        try:
            if any(os.readlink(entry) in sockets for entry in (process / "fd").iterdir()):
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                return f"processus {process.name}, dans {os.readlink(process / 'cwd')} : {command[:120]}"
        except OSError:
            continue
    return ""


def _inodes(port: int) -> list[str]:
    found = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = Path(table).read_text().splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            columns = line.split()
            if columns[3] == LISTENING and int(columns[1].rpartition(":")[2], 16) == port:
                found.append(columns[9])
    return found
