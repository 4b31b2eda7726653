"""One portal of real processes for all measures of a run; what each measured is kept for `make faults`."""

import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.conftest import STRICT
from tests.faults import engines
from tests.faults.portal import Portal

FULL = os.environ.get("FAULTS") == "full"


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.postgres)
            item.add_marker(pytest.mark.slow)
            if "full_only" in item.fixturenames and not FULL:
                item.add_marker(pytest.mark.skip(reason="measured by `make faults`"))


@pytest.fixture(scope="session")
def made():
    """Where the portal's data stands; kept when `FAULTS_KEEP` says so."""
    if lacks := engines.missing():
        (pytest.fail if STRICT else pytest.skip)(f"needs {lacks}")
    folder = Path(tempfile.mkdtemp(prefix="comptoir-faults-"))
    folder.chmod(0o755)
    yield folder
    if not os.environ.get("FAULTS_KEEP"):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def running(made):
    portal = Portal(made)
    try:
        yield portal.start()
    finally:
        portal.end()


@pytest.fixture
def portal(running):
    """The portal with all its processes up, whatever the test before did to them."""
    yield running
    running.recover()


@pytest.fixture
def size():
    """`size(short, full)`: how many times a measure is taken; `FAULTS_SHARE` takes a part of the full number."""
    share = float(os.environ.get("FAULTS_SHARE", "1"))
    return lambda short, full: max(short, round(full * share)) if FULL else short


@pytest.fixture
def full_only():
    """For what takes longer than `make test` may."""


@pytest.fixture
def figure(request):
    """`figure(name=value, …)` keeps what was measured."""

    def keep(**values) -> None:
        path = os.environ.get("FAULTS_FIGURES")
        if path:
            with Path(path).open("a") as file:
                file.write(json.dumps({"test": request.node.name, **values}, ensure_ascii=False) + "\n")

    return keep
