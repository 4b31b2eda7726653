"""Two web processes behind the project's own proxy: replaced, and tables changed, under load; nobody sees an error."""

import threading
from contextlib import contextmanager

import psycopg
import pytest

from tests.conftest import STRICT
from tests.faults.crowd import Crowd
from tests.faults.machine import until
from tests.faults.proxy import CADDY, Fleet

PER_SECOND = 20
BACKUP_SECONDS = 8  # longer than a change of tables waits at once
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def fleet(portal):
    if not CADDY.exists():
        (pytest.fail if STRICT else pytest.skip)("needs Caddy (requirements-dev.txt)")
    portal.web.stop()  # those of the fleet take its place
    with Fleet(portal) as running:
        yield running


def nobody_saw(crowd) -> bool:
    assert crowd.broken == []
    assert set(crowd.statuses) == {200, 302}, crowd.statuses
    return True


def test_web_processes_replaced_one_after_the_other_show_nobody_an_error(portal, fleet, size, figure):
    rounds = size(1, 5)
    with Crowd(portal, fleet.browser, per_second=PER_SECOND) as crowd:
        for _ in range(rounds):
            for web in fleet.webs:
                crowd.go_on(20)
                web.stop()
                web.start()
                web.wait_healthy()
        crowd.go_on(40)
    assert nobody_saw(crowd)
    figure(restarts=rounds * 2, **crowd.figures())


def test_when_all_web_processes_are_replaced_at_once_people_wait(portal, fleet, figure):
    with Crowd(portal, fleet.browser, per_second=PER_SECOND) as crowd:
        crowd.go_on(20)
        for web in fleet.webs:
            web.stop()
        for web in fleet.webs:
            web.start()
        crowd.go_on(60)
    assert nobody_saw(crowd)
    figure(**crowd.figures())


def test_figures_are_not_reached_through_the_proxy(fleet):
    assert fleet.browser().get("/metrics").status == 404
    assert fleet.browser().get("/sante/pret").status == 200


def test_an_upgrade_shows_nobody_an_error(portal, fleet, figure):
    """The written procedure, tables first: a column more, and an index made beside the work, while a backup reads."""
    upgrade = {"DJANGO_SETTINGS_MODULE": "tests.faults.grown", "DATABASE_OWNER_URL": portal.postgres.owner_url}
    with Crowd(portal, fleet.browser, per_second=PER_SECOND) as crowd:
        crowd.go_on(20)
        with reading_everything(portal, seconds=BACKUP_SECONDS):
            told = portal.run("-m", "scripts.prepare", **upgrade)
        for web in fleet.webs:
            web.stop()
            web.start()
            web.wait_healthy()
        crowd.go_on(40)
    assert "une table est occupée" in told
    column = "SELECT count(*) FROM information_schema.columns WHERE column_name = 'grown'"
    index = "SELECT count(*) FROM pg_index WHERE indexrelid = 'contracts_grown'::regclass AND indisvalid"
    assert [portal.postgres.rows(query) for query in (column, index)] == [[(1,)], [(1,)]]
    assert nobody_saw(crowd)
    assert crowd.slowest < (BACKUP_SECONDS - 1) * portal.slowness()
    figure(**crowd.figures())


@contextmanager
def reading_everything(portal, *, seconds: float):
    """What pg_dump does: a table is held for reading; so many seconds more from the moment somebody waits for it."""
    held, over = threading.Event(), threading.Event()

    def dump() -> None:
        with psycopg.connect(portal.postgres.owner_url) as connection:
            connection.execute("LOCK TABLE contracts_contract IN ACCESS SHARE MODE")
            held.set()
            until(lambda: over.is_set() or portal.postgres.rows(WAITING) != [(0,)], seconds=300, what="a change waits")
            over.wait(seconds)

    thread = threading.Thread(target=dump)
    thread.start()
    held.wait()
    yield
    over.set()
    thread.join()
