"""`make bench`: every page beside the floor, in turns, on PostgreSQL with few and with many contracts and requests.

Writes the table of `docs/performance.md`. `BENCH_ROWS=1000,1000000` measures other sizes, `BENCH_ROUNDS` more rounds,
`BENCH_SERVER` names the PostgreSQL server (its databases `comptoir_bench_…` are made and kept).
"""

import contextlib
import json
import os
import platform
import random
import socket
import subprocess
import time
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import psycopg

from scripts import environment
from scripts.steps import ROOT, Steps, fail, say
from tests.bench.browser import Browser

SERVER = os.environ.get("BENCH_SERVER", "postgres://postgres@127.0.0.1:5432")
SIZES = [int(size) for size in os.environ.get("BENCH_ROWS", "1000,100000").split(",")]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "120"))
WARM_UP = 10
OPTIONS = ["--keep-alive", "75", "--log-level", "warning"]
PAGE = ROOT / "docs" / "performance.md"
START, END = "<!-- bench: begin -->", "<!-- bench: end -->"
PASSWORD = "comptoir-demo"  # noqa: S105 - the demonstration's
FLOOR, FLOOR_CREATE, CREATE = "plancher", "plancher d’une création", "création d’un brouillon"
# Most times the floor: lists, searches and pages in the middle 2, every other page 2.5.
SCANS = ("liste", "recherche", "(nom)", "page du milieu")
SCAN_TARGET, USUAL_TARGET = 2.0, 2.5
NO_TARGET = "admin"  # the stock administration has its own weight: told, not promised
MOST_QUERIES, MOST_BYTES, MOST_GROWTH, MOST_MEGABYTES = 10, 60 * 1024, 1.25, 130


@dataclass
class Portal:
    """One production web worker on one database."""

    size: int
    port: int
    process: subprocess.Popen
    readers: list[dict]
    browsers: dict[str, Browser] = field(default_factory=dict)


@dataclass
class Measure:
    """What one page of one reader cost, round by round."""

    seconds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    bytes: int = 0
    queries: int = 0


def main() -> None:
    steps = Steps(3)
    portals = []
    try:
        with steps("Bases et portails"):
            for size in SIZES:
                portals.append(_start(size))
            for portal in portals:
                _log_in(portal)
        before = os.getloadavg()[0]
        with steps(f"{ROUNDS} tours"):
            measures = _measure(portals)
        memory = max(_memory(portal.process.pid) for portal in portals)
        with steps("Tableau"):
            table = _table(measures, memory, before)
            say(table)
            _write(table)
    finally:
        for portal in portals:
            portal.process.terminate()
            portal.process.wait(timeout=30)


# --- what is measured -------------------------------------------------------------------------------


def _start(size: int) -> Portal:
    database = f"comptoir_bench_{size}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            server.execute(f'CREATE DATABASE "{database}"')
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = _production(database, port)
    prepared = subprocess.run(
        [environment.PYTHON, "-m", "tests.bench.prepare", str(size)],
        cwd=ROOT,
        env=variables,
        check=False,
        stdout=subprocess.PIPE,
    )
    if prepared.returncode:
        fail("La base de mesure n’a pas pu être préparée (voir ci-dessus).")
    command = [environment.PYTHON, "-m", "gunicorn", "--config", "portal/server.py", *OPTIONS, "portal.wsgi"]
    process = subprocess.Popen(command, cwd=ROOT, env=variables)
    portal = Portal(size, port, process, json.loads(prepared.stdout))
    _wait(portal)
    return portal


def _log_in(portal: Portal) -> None:
    for reader in portal.readers:
        browser = portal.browsers[reader["name"]] = Browser(portal.port)
        browser.log_in(reader["email"], PASSWORD)


def _production(database: str, port: int) -> dict[str, str]:
    folder = ROOT / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "VAR_DIR": str(folder),
        "EMBEDDED": "0",
        "REDIS_URL": os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/15"),
        "DATABASE_URL": f"{SERVER}/{database}",
        "SECRET_KEY": "bench-only-secret-key-" + "0123456789" * 4,
        "DATA_KEY": "bench-only-data-key-" + "9876543210" * 4,
        "PUBLIC_BASE_URL": "https://portail.example",
        "ALLOWED_HOSTS": "127.0.0.1,portail.example",
        "SMS_GATEWAY": "demo",
        "EMAIL_URL": "demo://",
        "STAFF_SECOND_FACTOR_REQUIRED": "0",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "WEB_WORKERS": "1",
        "LOG_LEVEL": "ERROR",
        "MALLOC_ARENA_MAX": "2",  # as in the Dockerfile
    }


def _wait(portal: Portal) -> None:
    for _try in range(120):
        with contextlib.suppress(OSError):
            request = urllib.request.Request(f"http://127.0.0.1:{portal.port}/sante/vivant")
            urllib.request.urlopen(request, timeout=2)
            return
        if portal.process.poll() is not None:
            break
        time.sleep(0.5)
    fail("Un portail de mesure ne démarre pas.")


def _measure(portals: list[Portal]) -> dict[tuple[int, str, str], Measure]:
    """Every page once per round, in another order each time; the floor of the same round is its measure."""
    measures: dict[tuple[int, str, str], Measure] = {}
    order = random.Random(1)  # noqa: S311 - an order needs no secrecy
    tokens = {
        (portal.size, name): browser.token("/plancher/")
        for portal in portals
        for name, browser in portal.browsers.items()
    }
    for number in range(WARM_UP + ROUNDS):
        turns = [(portal, reader) for portal in portals for reader in portal.readers]
        order.shuffle(turns)
        for portal, reader in turns:
            token = tokens[portal.size, reader["name"]]
            seconds = _round(portal, reader, token, order, measures, counted=number >= WARM_UP)
            if number >= WARM_UP:
                for page, taken in seconds.items():
                    floor = FLOOR_CREATE if page in (CREATE, FLOOR_CREATE) else FLOOR
                    measure = measures[portal.size, reader["name"], page]
                    measure.seconds.append(taken)
                    measure.ratios.append(taken / seconds[floor])
    return measures


def _round(portal: Portal, reader: dict, token: str, order: random.Random, measures: dict, *, counted: bool) -> dict:
    browser = portal.browsers[reader["name"]]
    asked = [(FLOOR, "GET", "/plancher/", None), *((name, "GET", path, None) for name, path in reader["pages"].items())]
    if reader["name"] == "agent":
        form = {"csrfmiddlewaretoken": token, "last_name": "Mesure", "kind": "person", "key": str(uuid.uuid4())}
        asked += [(FLOOR_CREATE, "POST", "/plancher/nouveau/", form), (CREATE, "POST", "/contrats/nouveau/", form)]
    order.shuffle(asked)
    seconds = {}
    for page, method, path, form in asked:
        answer = browser.ask(method, path, form)
        if answer.status not in (200, 302) and not (form and answer.status == 422):
            fail(f"{reader['name']} {path} : {answer.status}")
        seconds[page] = answer.seconds
        if counted:
            measure = measures.setdefault((portal.size, reader["name"], page), Measure())
            measure.bytes, measure.queries = answer.bytes, max(measure.queries, answer.queries)
    return seconds


def _memory(pid: int) -> int:
    """The resident memory, in MB, of the largest worker under a gunicorn master."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    sizes = []
    for child in children:
        line = next(line for line in Path(f"/proc/{child}/status").read_text().splitlines() if line.startswith("VmRSS"))
        sizes.append(int(line.split()[1]) // 1024)
    return max(sizes)


# --- what is written ---------------------------------------------------------------------------------


def _table(measures: dict, memory: int, load: float) -> str:
    lines = [*_conditions(load), ""]
    lines += [
        "| page | lecteur | lignes | médiane | × plancher (p10–p90) | cible | requêtes | Ko | croissance |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for (size, reader, page), measure in sorted(
        measures.items(), key=lambda item: (item[0][1], item[0][2], item[0][0])
    ):
        lines.append(_line(measures, size, reader, page, measure))
    told = "tenue" if memory <= MOST_MEGABYTES else "dépassée"
    lines += ["", f"Mémoire d’un processus web après la mesure : {memory} Mo (cible {MOST_MEGABYTES} Mo, {told})."]
    return "\n".join(lines)


def _line(measures: dict, size: int, reader: str, page: str, measure: Measure) -> str:
    low, *_middle, high = quantiles(measure.ratios, n=10)
    ratio, target = median(measure.ratios), _target(page)
    is_floor = page in (FLOOR, FLOOR_CREATE)
    promised = not (is_floor or page.startswith(NO_TARGET))
    smallest = measures[min(SIZES), reader, page]
    growth = "" if size == min(SIZES) else _number(median(measure.seconds) / median(smallest.seconds))
    mark = f"≤ {_number(target, 1)} {'✓' if ratio <= target else '✗'}" if promised else ""
    heavy = " ✗" if measure.bytes > MOST_BYTES else ""
    many = " ✗" if measure.queries > MOST_QUERIES else ""
    grown = " ✗" if growth and float(growth.replace(",", ".")) > MOST_GROWTH else ""
    cells = [
        page,
        reader,
        f"{size:,}".replace(",", "\u202f"),
        f"{_number(median(measure.seconds) * 1000, 1)} ms",
        "1" if is_floor else f"{_number(ratio)} ({_number(low)}–{_number(high)})",
        mark,
        f"{measure.queries}{many}",
        f"{_number(measure.bytes / 1024, 1)}{heavy}",
        f"{growth}{grown}",
    ]
    return f"| {' | '.join(cells)} |"


def _target(page: str) -> float:
    return SCAN_TARGET if any(word in page for word in SCANS) else USUAL_TARGET


def _number(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def _conditions(load: float) -> list[str]:
    with psycopg.connect(f"{SERVER}/postgres") as server:
        version = server.info.server_version // 10_000
    cores = os.cpu_count() or 1
    shared = " : la machine servait à autre chose pendant la mesure" if load > cores / 2 else ""
    return [
        f"Mesuré le {time.strftime('%d/%m/%Y')} : {cores} cœurs, Python {platform.python_version()}, "
        f"PostgreSQL {version}, un processus web gunicorn (réglages de production), "
        f"lecteur et base sur la même machine, "
        f"{ROUNDS} tours. Charge au début : {_number(load, 1)}{shared}."
    ]


def _write(table: str) -> None:
    text = PAGE.read_text() if PAGE.exists() else f"{START}\n{END}\n"
    before, rest = text.split(START, 1)
    PAGE.write_text(f"{before}{START}\n{table}\n{END}{rest.split(END, 1)[1]}")
    say(f"Écrit dans {PAGE.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
