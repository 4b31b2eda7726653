"""`make rates`: what a page, a contract and a message cost, in seconds of a core, in rows and in bytes.

The portal runs as production does (`tests/faults/portal.py`), beside `RATES_ROWS` contracts. Processor time is read
from /proc: waiting for a busy machine is not counted, though its caches and shared cores make each second do less; a
fixed piece of work tells how much. Writes the table of `docs/scaling.md`, from which that page's arithmetic follows.
"""

import json
import os
import platform
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from scripts.steps import ROOT, Steps, fail, say
from tests.bench.browser import Browser
from tests.faults import engines
from tests.faults.consumption import PARTS, Meter, Spent, Written, reference
from tests.faults.machine import until
from tests.faults.portal import Portal
from tests.faults.sales import Sale, read_code, send, sign

ROWS = int(os.environ.get("RATES_ROWS", "10000"))
SALES = int(os.environ.get("RATES_SALES", "60"))
SECONDS = float(os.environ.get("RATES_SECONDS", "20"))  # of each closed loop, and of the rest before
CLIENTS = (1, 2, 4)
MESSAGES, LOGINS, FILLING = 200, 20, 300
PASSWORD = "comptoir-demo"  # noqa: S105 - the demonstration's
PAGE = ROOT / "docs" / "scaling.md"
START, END = "<!-- rates: begin -->", "<!-- rates: end -->"


def main() -> None:
    if lacks := engines.missing():
        fail(f"Il manque {lacks}.")
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="comptoir-rates-") as folder:
        Path(folder).chmod(0o755)
        portal = Portal(Path(folder), ALLOWED_HOSTS="127.0.0.1,portail.example")
        try:
            table = _table(_measured(portal), load)
        finally:
            portal.end()
    say(table)
    _write(table)


def _measured(portal: Portal) -> list[tuple[str, ...]]:
    """Every line of the table, in order."""
    steps = Steps(5)
    with steps(f"Portail de production, {ROWS} contrats"):
        portal.start()
        demo = {"DATABASE_URL": portal.postgres.owner_url, "SMS_GATEWAY": "demo", "EMAIL_URL": "demo://"}
        filled = portal.run("-m", "tests.bench.prepare", str(ROWS), **demo)
        readers = json.loads(filled[filled.index("[{") :])
        meter = Meter(portal)
        meter.rest(SECONDS)
    with steps("Pages"):
        lines = _pages(portal, meter, readers)
    with steps("Connexions"):
        lines += _logins(portal, meter, readers[0])
    with steps("Messages"):
        lines += _messages(portal, meter)
    with steps(f"{SALES} contrats"):
        return lines + _contracts(portal, meter)


# --- what is measured ----------------------------------------------------------------------------------


def _pages(portal: Portal, meter: Meter, readers: list[dict]) -> list[tuple[str, ...]]:
    """Closed loops: each client asks the next page as soon as it has the last one."""
    lines = []
    for clients in CLIENTS:
        browsers = [_signed_in(portal, readers[rank % len(readers)]) for rank in range(clients)]
        with meter.spent() as spent:
            counts = _asked_in_parallel(browsers)
        told = f"{sum(counts)} pages, {_number(sum(counts) / spent.took, 1)} per second"
        lines.append(_line(f"page, {clients} at a time", spent, sum(counts), told))
    return lines


def _signed_in(portal: Portal, reader: dict) -> tuple[Browser, list[str]]:
    browser = Browser(portal.port)
    browser.log_in(reader["email"], PASSWORD)
    pages = list(reader["pages"].values())
    for page in pages:
        browser.ask("GET", page)  # what the first time costs is none of the measure
    return browser, pages


def _asked_in_parallel(browsers: list[tuple[Browser, list[str]]]) -> list[int]:
    """How many pages each of them got in the time of a loop."""
    end = time.monotonic() + SECONDS

    def ask(who: tuple[Browser, list[str]]) -> int:
        (browser, pages), count = who, 0
        while time.monotonic() < end:
            page = pages[count % len(pages)]
            assert browser.ask("GET", page).status == 200, page
            count += 1
        return count

    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(ask, browsers))


def _logins(portal: Portal, meter: Meter, reader: dict) -> list[tuple[str, ...]]:
    with meter.spent() as spent:
        for _ in range(LOGINS):
            Browser(portal.port).log_in(reader["email"], PASSWORD)
    return [_line("login, its page included", spent, LOGINS, f"{LOGINS} logins")]


def _messages(portal: Portal, meter: Meter) -> list[tuple[str, ...]]:
    """What leaves through the outbox, apart from what writes it: the schedule is started on a full one."""
    lines = []
    for channel in ("sms", "email"):
        portal.beat.stop()
        portal.cast("messages", channel, MESSAGES)
        with meter.spent() as spent:
            portal.beat.start()
            until(lambda: not portal.waiting_messages(), seconds=600, what="every message has left", pause=0.2)
        told = f"{MESSAGES} messages" + (", each with its receipts" if channel == "sms" else "")
        lines.append(_line({"sms": "SMS", "email": "e-mail"}[channel] + " delivered", spent, MESSAGES, told))
    return lines


def _contracts(portal: Portal, meter: Meter) -> list[tuple[str, ...]]:
    agent, office = portal.browser(), portal.browser("office")
    sales = [Sale(portal.new_phone()) for _ in range(SALES)]
    with meter.written() as written:
        with meter.spent() as sending:
            for sale in sales:
                send(portal, agent, sale)
            for sale in sales:
                read_code(portal, sale, seconds=600)
        with meter.spent() as signing:
            for sale in sales:
                sign(portal, agent, sale)
            until(lambda: not portal.unsealed(), seconds=600, what="all is sealed", pause=0.5)
            until(lambda: not portal.waiting_messages(), seconds=600, what="every message has left", pause=0.5)
        with meter.spent() as confirming:
            for sale in sales:
                answer = office.post(f"/contrats/{sale.number}/validation/", reason="mesure")
                assert answer.status == 302, answer.status
            until(lambda: not portal.waiting_messages(), seconds=600, what="every message has left", pause=0.2)
    whole = Spent(cpu={part: sending.cpu[part] + signing.cpu[part] + confirming.cpu[part] for part in PARTS})
    return [
        _line("contract sent: form, PDF, code by SMS", sending, SALES, f"{SALES} contracts"),
        _line("contract signed: page, code, seal, e-mail", signing, SALES, f"{SALES} signatures"),
        _line("contract confirmed by the back-office", confirming, SALES, f"{SALES} steps"),
        _line("**contract, all of it**", whole, SALES, _left(portal, meter, written)),
    ]


def _left(portal: Portal, meter: Meter, written: Written) -> str:
    """What one contract leaves behind; the size of a row is that of a table with enough of them."""
    portal.worker.kill()
    portal.cast("contracts", *["awaiting_back_office"] * FILLING)
    sizes = meter.bytes_per_row()
    rows = {table: added / SALES for table, added in written.rows.items() if added >= SALES}
    kilobytes = sum(count * sizes.get(table, 0) for table, count in rows.items()) / 1024
    left = [
        f"{_number(sum(rows.values()), 0)} rows in {len(rows)} tables",
        f"{_number(kilobytes, 0)} KB of database",
        f"{_number(written.files / SALES / 1024, 0)} KB of files",
        f"{_number(written.transactions / SALES, 0)} transactions",
    ]
    return ", ".join(left)


# --- what is written -------------------------------------------------------------------------------------


def _line(name: str, spent: Spent, count: int, told: str) -> tuple[str, ...]:
    web, worker, database = (spent.each(part, count) * 1000 for part in ("web", "worker", "postgres"))
    return (name, *(_number(each, 1) for each in (web, worker, database)), told)


def _table(lines: list[tuple[str, ...]], load: float) -> str:
    head = ("one", "web, ms of a core", "worker, ms of a core", "database, ms of a core", "measured on")
    rows = [head, ("---", "--:", "--:", "--:", "---"), *lines]
    work = median(reference() for _ in range(9)) * 1000
    conditions = (
        f"{time.strftime('%d/%m/%Y')}: {os.cpu_count()} cores, Python {platform.python_version()}, two web processes "
        f"of eight threads, one worker of two processes, PostgreSQL with {ROWS:,} contracts, all on one machine, "
        f"load {_number(load, 1)} before, {_number(os.getloadavg()[0], 1)} after; a fixed piece of work "
        f"(`consumption.reference`) took {_number(work, 0)} ms of a core."
    )
    return "\n".join([conditions, "", *(f"| {' | '.join(row)} |" for row in rows)])


def _number(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}"


def _write(table: str) -> None:
    before, rest = PAGE.read_text().split(START, 1)
    PAGE.write_text(f"{before}{START}\n{table}\n{END}{rest.split(END, 1)[1]}")
    say(f"Écrit dans {PAGE.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
