"""A PostgreSQL for the tests: one of our own for as long as they run, else the one that answers."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from scripts.steps import ROOT, say

USUAL = "postgres://postgres@127.0.0.1:5432"


@contextmanager
def postgres_address():
    """The `DATABASE_URL` of a server where a test database may be made, or an empty string.

    That of `TEST_DATABASE_URL` when it is given. Else one of our own, which waits for no disk. Where its programs are
    missing, the usual one of the machine, under a name of this clone's, so that two clones can test at once.
    """
    name = f"comptoir_{zlib.crc32(str(ROOT).encode()):08x}"
    given, programs = os.environ.get("TEST_DATABASE_URL"), binaries()
    if programs and not given:
        with _own_server(programs) as port:
            yield f"postgres://postgres@127.0.0.1:{port}/{name}"
        return
    address = given or f"{USUAL}/{name}"
    parts = urlsplit(address)
    yield address if _answers(parts.hostname or "127.0.0.1", parts.port or 5432) else ""


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=2).close()
    except OSError:
        return False
    return True


def binaries() -> Path | None:
    """Where `initdb` and `pg_ctl` stand: in the path, or where Debian puts them."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "pg_ctl").exists()), None)


@contextmanager
def _own_server(programs: Path):
    """A server in a temporary folder, on a free port, without any password: it listens to this machine only."""
    with tempfile.TemporaryDirectory(prefix="comptoir-postgres-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        user = _unprivileged(folder)
        data = Path(folder, "data")
        say("      démarrage d’un PostgreSQL temporaire")
        _run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", **user)
        options = f"-p {port} -h 127.0.0.1 -k {folder} -F -c full_page_writes=off -c synchronous_commit=off"
        _run(programs / "pg_ctl", "-D", data, "-o", options, "-l", Path(folder, "log"), "-w", "start", **user)
        try:
            yield port
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop", **user)


def _unprivileged(folder: str) -> dict:
    """PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody`."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user=user)
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _run(*command, **options) -> None:
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        stdin=subprocess.DEVNULL,
        **options,
    )
