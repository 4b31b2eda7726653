"""Money in full numbers, by several processes at once on a PostgreSQL of its own: carts, races, invoice numbers."""

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from scripts.steps import ROOT
from tests.faults.machine import until
from tests.faults.portal import Portal

PROCESSES = 2


@pytest.fixture(scope="module")
def books(made):
    """A portal of which only the database runs."""
    folder = made / "money"
    folder.mkdir()
    folder.chmod(0o755)
    portal = Portal(folder, PAYMENT_GATEWAY="demo")
    portal.postgres.start()
    try:
        portal.postgres.create()
        portal.collect_static()
        portal.run("-m", "scripts.prepare", DATABASE_OWNER_URL=portal.postgres.owner_url)
        yield portal
    finally:
        portal.postgres.stop()


def each(portal, measure: str, *numbers: tuple[int, ...]) -> list:
    """Take a measure in one process per set of numbers, all at once."""
    with ThreadPoolExecutor(len(numbers)) as pool:
        return list(pool.map(lambda given: portal.cast("money", measure, *given), numbers))


def test_random_carts_cost_the_same_on_page_charge_pdf_and_xml(books, size, figure, full_only):
    """Full form: 10,000 carts."""
    count = size(10, 10_000) // PROCESSES
    found = each(books, "carts", *((count, seed) for seed in range(PROCESSES)))
    assert found == [[]] * PROCESSES
    figure(carts=count * PROCESSES, cents_apart=0)


def test_every_price_that_no_net_leads_to_passes_the_style_sheets(books, size, figure, full_only):
    """Full form: all of 0,01 to 200,00 EUR, at each of the four rates."""
    step = 1 if size(0, 1) else 600
    found = each(books, "prices", *((rank * step, PROCESSES * step) for rank in range(PROCESSES)))
    assert found == [[]] * PROCESSES
    figure(prices_of="0.01 to 200.00 at 20, 10, 5.5 and 2.1 %", failed=0)


def test_last_articles_and_late_payments(books, size, figure, full_only):
    """Full form: 500 races of four buyers, 100 of a payment against the end of its time."""
    rounds = size(2, 500) // PROCESSES
    last = each(books, "last", *((rounds,) for _process in range(PROCESSES)))
    assert [(seen.get("oversold", 0), seen["wrong"]) for seen in last] == [(0, 0)] * PROCESSES
    late = books.cast("money", "late", size(2, 100))
    assert late["wrong"] == 0
    figure(races=rounds * PROCESSES, sold=sum(seen["sold"] for seen in last), oversold=0, late=size(2, 100))


def test_upgrades_in_two_tabs_are_charged_once(books, size, figure, full_only):
    """Full form: 400 upgrades, each bought and paid in two tabs."""
    rounds = size(2, 400)
    assert books.cast("money", "tabs", rounds) == []
    figure(upgrades=rounds, charged_twice=0)


def test_numbers_have_no_gap_under_rollbacks_and_kills(books, size, figure, full_only):
    """Full form: 1,000 issues by four processes, of which some are killed in the middle."""
    before, kills, dice = _issued(books), 0, random.Random(2)
    while (now := _issued(books)) < before + size(20, 1000):
        workers = [_issuing(books, seed=kills + rank) for rank in range(4)]
        enough = now + dice.randint(10, 60)
        until(lambda enough=enough: _issued(books) >= enough, what="invoices are issued")
        for worker in workers:
            worker.kill()
            worker.wait()
            kills += 1
    found = books.cast("money", "gaps")
    assert (found["gaps"], found["out_of_order"]) == (0, 0)
    figure(issued=found["invoices"] - before, kills=kills, gaps=0)


def _issued(books) -> int:
    return books.postgres.rows("SELECT count(*) FROM subscriptions_invoice")[0][0]


def _issuing(books, *, seed: int) -> subprocess.Popen:
    command = f"from tests.faults import cast; cast.tell('money', 'issue', '100000', '{seed}')"
    arguments = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", command]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(arguments, cwd=ROOT, env=books.environment, **silent)
