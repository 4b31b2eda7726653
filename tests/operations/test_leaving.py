"""A web process that ends under load: every form it took is answered, every other is refused, none is cut."""

import http.client
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest

from scripts.steps import ROOT
from tests.faults.machine import free_ports, listens, until

pytestmark = pytest.mark.slow
SENDERS = 12
APPLICATION = """
import time

def application(environ, start_response):
    time.sleep(0.1)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""
CONFIGURATION = """
bind, control_socket = "127.0.0.1:{port}", "{folder}/gunicorn.ctl"
workers, threads, graceful_timeout = 2, 4, 20
worker_class = "gthread"
"""
OURS = """
from portal import leaving

worker_class = leaving.Worker

def when_ready(server):
    leaving.prepare(server)
"""


@pytest.fixture
def gunicorn(tmp_path):
    """`gunicorn(OURS)` starts one with two workers; gives its process and its port."""
    started = []

    def start(more: str = ""):
        port = free_ports(1)[0]
        (tmp_path / "slow.py").write_text(APPLICATION)
        (tmp_path / "configuration.py").write_text(CONFIGURATION.format(port=port, folder=tmp_path) + more)
        command = [sys.executable, "-m", "gunicorn", "--config", str(tmp_path / "configuration.py")]
        command += ["--chdir", str(tmp_path), "--pythonpath", str(ROOT), "slow:application"]
        with (tmp_path / "gunicorn.log").open("ab") as log:
            started.append(subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT))
        until(lambda: listens(port), what="gunicorn listens")
        return started[-1], port

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


class Senders:
    """People who send a form, each on a new connection, until the end of the `with`."""

    def __init__(self, port: int):
        self.port, self.got, self._end = port, Counter(), threading.Event()
        self._threads = [threading.Thread(target=self._send) for _ in range(SENDERS)]

    def __enter__(self) -> "Senders":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def _send(self) -> None:
        while not self._end.wait(0.02):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                connection.connect()
            except ConnectionError:
                self.got["refused"] += 1
                continue
            try:
                connection.request("POST", "/", b"form", {"Connection": "close"})
                self.got[connection.getresponse().status] += 1
            except (OSError, http.client.HTTPException):
                self.got["cut"] += 1
            finally:
                connection.close()

    def go_on(self, what, more: int) -> None:
        enough = self.got[what] + more
        until(lambda: self.got[what] >= enough, what=f"{more} more: {what}")


def ended(gunicorn, configuration: str) -> Counter:
    process, port = gunicorn(configuration)
    with Senders(port) as senders:
        senders.go_on(200, 2 * SENDERS)
        process.send_signal(signal.SIGTERM)
        senders.go_on("refused", 2 * SENDERS)
    assert process.wait(timeout=60) == 0
    return senders.got


def test_no_form_is_cut_when_a_web_process_ends(gunicorn):
    for _ in range(2):
        got = ended(gunicorn, OURS)
        assert set(got) == {200, "refused"}, got


def test_gunicorn_alone_would_cut_some(gunicorn):
    """The control: the same measure of gunicorn's own worker."""
    assert any(ended(gunicorn, "")["cut"] for _ in range(5))


def test_a_reload_refuses_nobody(gunicorn):
    """Its successors listen to the same port: it stays open."""
    process, port = gunicorn(OURS)
    with Senders(port) as senders:
        senders.go_on(200, SENDERS)
        process.send_signal(signal.SIGHUP)
        time.sleep(1)
        senders.go_on(200, 4 * SENDERS)
    assert process.poll() is None
    assert set(senders.got) == {200}, senders.got
    process.terminate()
    assert process.wait(timeout=60) == 0
