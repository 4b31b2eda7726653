"""`make run` a second time says what runs where; what a dead portal left behind is no obstacle."""

import fcntl
import os
import socket

import pytest

from scripts import running


@pytest.fixture
def lock(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    return tmp_path / "portal.lock"


def test_a_portal_that_runs_is_named_with_its_address(lock):
    lock.write_text("http://127.0.0.1:8000/ processus 12")
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert running.portal_of_this_clone() == "http://127.0.0.1:8000/ processus 12"


def test_the_lock_dies_with_its_process(lock):
    assert running.portal_of_this_clone() == ""
    lock.write_text("http://127.0.0.1:8000/ processus 12")
    assert running.portal_of_this_clone() == ""


def test_who_holds_a_port_is_told():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert running.is_taken(port)
        assert f"processus {os.getpid()}, dans {os.getcwd()}" in running.holder_of(port)
    assert not running.is_taken(port)
    assert running.holder_of(port) == ""
