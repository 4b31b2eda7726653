"""A PostgreSQL and a Redis of the test's own, so that they can be killed."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import psycopg
import redis

from scripts.postgres import _unprivileged, binaries
from tests.faults.machine import Program, listens, until


def missing() -> str:
    """What this machine lacks for these tests, or nothing."""
    if binaries() is None:
        return "PostgreSQL's programs (package postgresql)"
    return "" if shutil.which("redis-server") else "Redis (package redis-server)"


class Postgres:
    """A cluster in a folder, owned by `comptoir_owner`; the application has a role of its own, as in production."""

    name = "postgres"

    def __init__(self, folder: Path, port: int):
        self.port, self.data = port, folder / "postgres"
        self._kept: list[psycopg.Connection] = []
        self.owner_url = f"postgres://comptoir_owner@127.0.0.1:{port}/comptoir"
        self.maintenance_url = f"postgres://comptoir_owner@127.0.0.1:{port}/postgres"
        self.url = f"postgres://comptoir@127.0.0.1:{port}/comptoir"
        programs = binaries()
        self.data.mkdir()
        user = _unprivileged(str(self.data))
        if user:
            folder.chmod(0o755)
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "cwd": "/", **user}
        initdb = [programs / "initdb", "-D", self.data, "-U", "comptoir_owner", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*map(str, initdb), "--locale=C.UTF-8", "--no-sync"], **quiet)
        command = [programs / "postgres", "-D", self.data, "-p", port, "-h", "127.0.0.1", "-k", self.data]
        command += ["-c", "max_connections=100"]
        self.program = Program(
            self.name, command, folder=folder, environment={"PATH": os.environ["PATH"]}, cwd="/", **user
        )

    def start(self) -> None:
        """Starts it and waits for an answer. After a SIGKILL the last backends may need a moment to be gone."""
        self._let_go()
        self.program.start()

        def answers() -> bool:
            if not self.program.alive():
                self.program.start()
            return self.answers()

        until(answers, what="PostgreSQL answers")

    def answers(self) -> bool:
        try:
            with psycopg.connect(self.maintenance_url, connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def kill(self) -> None:
        self._let_go()
        self.program.kill()

    def stop(self) -> None:
        """A fast shutdown: connections are cut, what was committed is written."""
        self._let_go()
        self.program.stop(signal.SIGINT)

    def rows(self, query: str, values=None) -> list[tuple]:
        connection = self._connection()
        try:
            found = connection.execute(query, values).fetchall()
        except BaseException:
            connection.close()
            raise
        self._kept.append(connection)
        return found

    def _connection(self) -> psycopg.Connection:
        """One that is kept from the last question: a measure asks thousands of them."""
        try:
            return self._kept.pop()
        except IndexError:
            return psycopg.connect(self.owner_url, autocommit=True, connect_timeout=10)

    def _let_go(self) -> None:
        """The server dies, or did: connections end with it."""
        while self._kept:
            self._kept.pop().close()

    def change(self, query: str, values=None) -> int:
        with psycopg.connect(self.owner_url, autocommit=True, connect_timeout=10) as connection:
            return connection.execute(query, values).rowcount

    def create(self) -> None:
        with psycopg.connect(self.maintenance_url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE comptoir")


class Redis:
    """A broker with the options of `docker-compose.yml`: nothing is kept on disk."""

    name = "redis"

    def __init__(self, folder: Path, port: int):
        self.port, self.url = port, f"redis://127.0.0.1:{port}/0"
        command = ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        command += ["--maxmemory", "128mb", "--maxmemory-policy", "noeviction", "--dir", folder]
        self.program = Program(self.name, command, folder=folder, environment={"PATH": os.environ["PATH"]}, cwd="/")

    def start(self) -> None:
        self.program.start()
        until(lambda: listens(self.port), what="Redis listens")

    def kill(self) -> None:
        self.program.kill()

    stop = kill

    def flush(self) -> None:
        with redis.Redis(port=self.port) as client:
            client.flushall()

    def waiting(self) -> int:
        """Wake-ups that no worker has taken yet."""
        with suppress(redis.RedisError), redis.Redis(port=self.port) as client:
            return client.llen("celery")
        return 0
