"""What every test may ask for. What a test needs and the machine has not: a skip with its reason, or, with
`CI_STRICT=1`, a failure."""

import gc
import importlib.util
import math
import os
import socket

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.db import connection
from whitenoise.middleware import WhiteNoiseMiddleware
from xdist.scheduler import LoadScopeScheduling

from portal.brand import current as brand
from portal.core.prepared_queries import counts
from portal.documents import seal_key
from scripts.environment import chromium
from tests import engines, migrated
from tests.browsing import listen, sign_in
from tests.client import StrictClient

CHROMIUM = os.environ.get("CHROMIUM") or chromium()
STRICT = os.environ.get("CI_STRICT") == "1"


def _reachable(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::", 0))
    except OSError:
        return False
    return True


NEEDS = {
    "postgres": (
        lambda: django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
        "PostgreSQL: set DATABASE_URL=postgres://…",
    ),
    "browser": (lambda: bool(CHROMIUM), "Chromium: install the package chromium-headless-shell"),
    "redis": (lambda: _reachable(6379), "a Redis server on 127.0.0.1:6379"),
    "localstripe": (
        lambda: importlib.util.find_spec("localstripe") is not None and _has_ipv6(),
        "localstripe (requirements-dev.txt), which listens on IPv6",
    ),
}


class Together(LoadScopeScheduling):
    """The tests of a file run in one process, which makes what they share once; those of faults all in one."""

    def _split_scope(self, nodeid: str) -> str:
        return "tests/faults/" if nodeid.startswith("tests/faults/") else nodeid.split("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    if config.getvalue("dist") != "load":
        return None
    config.option.loadscopereorder = False  # in the order below, not by number of tests
    return Together(config, log)


def pytest_ignore_collect(collection_path, config):
    """Leave out the files that a run by marker would import for nothing."""
    if not collection_path.name.startswith("test_") or not collection_path.is_relative_to(config.rootpath):
        return None
    return engines.has_none_of(collection_path.relative_to(config.rootpath), config.option.markexpr) or None


def pytest_collection_modifyitems(items):
    """Say which tests SQLite sees as well; begin with the slowest files, so that no process waits for another's."""
    slow = set()
    for item in items:
        engines.mark(item)
        if item.get_closest_marker("slow"):
            slow.add(item.path)
    items.sort(key=lambda item: item.path not in slow)


def pytest_runtest_setup(item):
    for marker, (present, what) in NEEDS.items():
        if item.get_closest_marker(marker) and not present():
            reason = f"needs {what}"
            pytest.fail(f"CI_STRICT=1 and the machine lacks what this test {reason}") if STRICT else pytest.skip(reason)


def pytest_collection_finish():
    """What was imported and collected lives until the end: the garbage collector need not walk it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """A test database begins as a copy of one that is migrated (`tests/migrated.py`)."""
    with django_db_blocker.unblock():
        migrated.start_from_it()


@pytest.fixture(scope="session", autouse=True)
def static_files_listed_once():
    """Every client has its own handler, in which WhiteNoise lists all static files anew: a third of a small test.

    The list is kept as long as nothing changed of what it is made from.
    """
    lists = {}
    patch, original = pytest.MonkeyPatch(), WhiteNoiseMiddleware.add_files_from_finders

    def listed(self):
        names = [name for name in dir(django_settings) if name.startswith(("STATIC", "WHITENOISE"))]
        names += ["STORAGES", "INSTALLED_APPS", "FORCE_SCRIPT_NAME", "DEBUG"]
        key = repr([(name, getattr(django_settings, name)) for name in names])
        if key not in lists:
            before = dict(self.files)
            original(self)
            lists[key] = {url: file for url, file in self.files.items() if before.get(url) is not file}
        self.files.update(lists[key])

    patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", listed)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def seal_made_today():
    """The tests share one certificate: it begins today, whatever clock the first test that seals has set."""
    seal_key.archive()


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """No test leaves this machine; a call that tries says where it wanted to go."""
    patch = pytest.MonkeyPatch()

    def guarded(original):
        def connect(self, address):
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
                raise RuntimeError(f"a test tried to reach {address[0]}:{address[1]}")
            return original(self, address)

        return connect

    patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    yield
    patch.undo()


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1", "") or host.startswith("127.")


@pytest.fixture(autouse=True)
def house_brand():
    """Pages show the portal's own mark, and ask the database for no other; a test that sets a brand has it read."""
    brand.keep(brand.Face(), seconds=math.inf)


@pytest.fixture
def client() -> StrictClient:
    """The demanding reader (see `tests/client.py`)."""
    return StrictClient()


@pytest.fixture
def login(client):
    """`login(user)` gives a strict client signed in as `user`."""

    def signed_in(user) -> StrictClient:
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def commit_hooks(django_capture_on_commit_callbacks):
    """`with commit_hooks():` runs what was left for after the commit, as a real commit would."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def menu_counted_once(monkeypatch):
    """The menu of every answer counts what waits, alike in all of them: it is counted once for each person."""
    known, read = {}, counts._read

    def kept(user):
        if user.pk not in known:
            known[user.pk] = read(user)
        return known[user.pk]

    monkeypatch.setattr(counts, "_read", kept)


@pytest.fixture
def store_saves(transactional_db, monkeypatch) -> list[bool]:
    """For each file put into the store since, whether a transaction was open meanwhile: one that would have waited."""
    seen, save = [], default_storage.save

    def watched(*given, **more):
        seen.append(connection.in_atomic_block)
        return save(*given, **more)

    monkeypatch.setattr(default_storage, "save", watched)
    return seen


# --- the browser ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "fr-FR", "timezone_id": "Europe/Paris", "viewport": {"width": 1366, "height": 768}}


@pytest.fixture
def portal_address(live_server, settings) -> str:
    """The address of a portal that answers on this machine; its links point to itself."""
    settings.PUBLIC_BASE_URL = live_server.url
    return live_server.url


@pytest.fixture
def visit(browser, browser_context_args, portal_address):
    """`visit(path, as_=user, **options)` opens a page; whatever the browser complains about is a failure at the end.

    With `refusals` that a form was refused, or a record not found, is no complaint.
    """
    contexts, complaints = [], []

    def opened(path: str, *, as_=None, refusals=False, **options):
        context = browser.new_context(base_url=portal_address, **browser_context_args | options)
        contexts.append(context)
        if as_ is not None:
            sign_in(context, as_, portal_address)
        page = context.new_page()
        listen(page, complaints, refusals=refusals)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def worker(transactional_db):
    """Background work runs while the test goes on, as in the embedded portal. An error in it fails the test."""
    from tests.background import Worker

    with Worker() as running:
        yield running
