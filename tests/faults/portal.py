"""The portal as production runs it: the commands of `docker-compose.yml` and `Dockerfile`, on engines of its own."""

import fcntl
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
from itertools import count
from pathlib import Path

from scripts.steps import ROOT
from tests.faults.browser import BROKEN, Browser
from tests.faults.engines import Postgres, Redis
from tests.faults.machine import Program, free_ports, listens, until

TOKEN = "tests-only-token"
BIN = Path(sys.executable).parent
PEOPLE = {who: f"{who}@exemple.fr" for who in ("agent", "office", "partner", "expert", "second", "third")}


def composed(service: str) -> list[str]:
    """The command that `docker-compose.yml` (or, for the web, the `Dockerfile`) gives a service."""
    if service == "web":
        given = json.loads(re.search(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.M).group(1))
    else:
        text = (ROOT / "docker-compose.yml").read_text()
        given = re.search(rf"^  {service}:\n(?:    .*\n)*?    command: (.*)$", text, re.M).group(1).split()
    return [str(BIN / given[0]), *given[1:]]


class Portal:
    """Engines, providers and the portal's processes. `start()` leaves everything ready; `end()` leaves nothing."""

    def __init__(self, folder: Path, **variables: str):
        self.folder = folder
        self.port, postgres, redis, self.twilio_port, self.smtp_port = free_ports(5)
        self.postgres, self.redis = Postgres(folder, postgres), Redis(folder, redis)
        self.environment = self._environment(variables)
        options = {"folder": folder, "environment": self.environment, "cwd": ROOT}
        self.web = Program("web", composed("web"), **options)
        self.worker = Program("worker", composed("worker"), **options)
        self.beat = Program("beat", composed("beat"), **options)
        ports = (self.twilio_port, self.smtp_port, self.port)
        command = [sys.executable, "-m", "tests.faults.stand_ins", folder, *ports, TOKEN]
        self.providers = Program("providers", command, **options)
        self.people: dict = {}
        self._phones = count(1)
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._supervisor = threading.Thread(target=self._supervise)

    def _environment(self, variables: dict) -> dict:
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        return {
            **kept,
            "PYTHONPATH": str(ROOT),
            "TMPDIR": str(self.folder),
            "EMBEDDED": "0",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "VAR_DIR": str(self.folder / "var"),
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            "SECRET_KEY": "s" * 50,
            "DATA_KEY": "d" * 50,
            "PUBLIC_BASE_URL": "https://portail.example",
            "SMS_GATEWAY": "twilio",
            "SMS_DAILY_BUDGET": "1000000",
            "TWILIO_ACCOUNT_SID": "AC" + "a" * 32,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": "+33644600000",
            "TWILIO_API_BASE": f"http://127.0.0.1:{self.twilio_port}",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "STAFF_SECOND_FACTOR_REQUIRED": "0",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            **variables,
        }

    # --- life -----------------------------------------------------------------------------------

    def start(self) -> "Portal":
        self.postgres.start()
        self.postgres.create()
        self.redis.start()
        self.providers.start()
        collected = threading.Thread(target=self.collect_static)
        collected.start()
        self.run("-m", "scripts.prepare", DATABASE_OWNER_URL=self.postgres.owner_url)
        self.people = self.cast("people")
        collected.join()
        for program in (self.web, self.worker, self.beat):
            program.start()
        self._supervisor.start()
        self.wait_ready()
        until(lambda: listens(self.twilio_port) and listens(self.smtp_port), what="the providers listen")
        return self

    def collect_static(self) -> None:
        """What the image holds. The folder is shared by all clones' tests: one at a time."""
        with (ROOT / ".install.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")

    def recover(self) -> None:
        """Everything up again, with the real code; nothing when it is."""
        for engine in (self.postgres, self.redis):
            if not engine.program.alive():
                engine.start()
        for program in (self.web, self.worker, self.beat):
            if not program.alive():
                program.start()
        self.wait_ready()

    def _supervise(self) -> None:
        while not self._ended.wait(0.5):
            for program in (self.web, self.worker, self.beat):
                program.revive()

    def end(self) -> None:
        self._ended.set()
        if self._supervisor.is_alive():
            self._supervisor.join()
        for program in (self.web, self.worker, self.beat, self.providers):
            program.kill()
        self.redis.kill()
        self.postgres.stop()

    def run(self, *arguments: str, **variables: str) -> str:
        """A command of the portal in its environment; its output. Fails with what it said."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**self.environment, **variables},
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def cast(self, *what) -> dict | list:
        """Makes people, or contracts in a status (see `cast.py`)."""
        words = ", ".join(repr(str(word)) for word in what)
        command = f"from tests.faults import cast; cast.tell({words})"
        return json.loads(self.run("manage.py", "shell", "--verbosity", "0", "--command", command))

    def wait_ready(self) -> None:
        until(self.is_ready, what=f"the portal is ready; it said {self.web.said()[-2000:]}")

    def is_ready(self) -> bool:
        try:
            return Browser(self.port, timeout=5).get("/sante/pret").status == 200
        except BROKEN:
            return False

    def part(self, name: str):
        return {"postgres": self.postgres, "redis": self.redis}.get(name) or getattr(self, name)

    @staticmethod
    def slowness() -> float:
        """How much longer than on a machine of its own things may take here: the load per core, 1 at least."""
        return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))

    def restart_worker(self, *, hurry: bool = True) -> None:
        """After its death. With `hurry`, what it held is free at once: the wait of a minute is measured elsewhere."""
        if hurry:
            self.let_leases_end()
        self.worker.start()

    def let_leases_end(self) -> None:
        """As if a minute had gone by; only while no worker lives, who could hold one."""
        assert not self.worker.alive()
        self.postgres.change(
            "UPDATE messaging_message SET lease_until = now() - interval '1 s' WHERE lease_until IS NOT NULL"
        )
        self.postgres.change("UPDATE contracts_contract SET work_lease = NULL WHERE work_lease IS NOT NULL")

    def without(self, name: str, protection: str) -> Program:
        """The web or the worker with one protection taken away (see `sabotaged.py`), for a control."""
        usual = self.part(name)
        names = {"portal": "tests.faults.sabotaged", "portal.wsgi": "tests.faults.sabotaged"}
        command = [names.get(word, word) for word in usual.command]
        environment = {**self.environment, "WITHOUT": protection}
        return Program(f"{name}-without-{protection}", command, folder=self.folder, environment=environment, cwd=ROOT)

    def roll_web(self) -> None:
        """gunicorn's own way to restart: new workers first, then the old ones finish what they hold."""
        self.web.process.send_signal(signal.SIGHUP)

    # --- people and providers -----------------------------------------------------------------------

    def browser(self, who: str = "agent") -> Browser:
        return Browser(self.port).sign_in(PEOPLE[who])

    @property
    def product(self) -> int:
        return self.people["product"]

    def new_phone(self) -> str:
        """A mobile that nobody else has: limits are per number."""
        with self._lock:
            return f"+336{20_000_000 + next(self._phones)}"

    def next_sms(self, phone: str, how: list[str]) -> None:
        """What happens to the next messages to this number: `cut`, `hang`, `error`, `busy`, `take`…"""
        self._tell("/_how", {"to": phone, "how": how})

    def list_of_messages(self, *, on: bool) -> None:
        """Whether the provider can be asked what it took."""
        self._tell("/_list", {"on": on})

    def _tell(self, path: str, asked: dict) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.twilio_port, timeout=20)
        try:
            connection.request("PUT", path, json.dumps(asked), {"Content-Type": "application/json"})
            connection.getresponse().read()
        finally:
            connection.close()

    def ledger(self, name: str) -> list[dict]:
        lines = (self.folder / f"{name}.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines if line.endswith("}")]

    def sms_to(self, phone: str) -> list[dict]:
        return [row for row in self.ledger("sms") if row["to"] == phone]

    # --- what the database says ----------------------------------------------------------------------

    def statuses(self, numbers: list[str]) -> dict[str, str]:
        query = "SELECT number, status FROM contracts_contract WHERE number = ANY(%s)"
        return dict(self.postgres.rows(query, [numbers]))

    def events(self, number: str) -> list[tuple[str, str]]:
        """Verb and status reached of each event of a contract, in order."""
        query = """SELECT verb, to_status FROM audit_event e JOIN contracts_contract c ON c.id::text = e.subject_id
                   WHERE e.subject_type = 'contracts.contract' AND c.number = %s ORDER BY sequence"""
        return self.postgres.rows(query, [number])

    def waiting_messages(self) -> int:
        return self.postgres.rows("SELECT count(*) FROM messaging_message WHERE state IN ('queued', 'sending')")[0][0]

    def unsealed(self) -> int:
        query = "SELECT count(*) FROM contracts_contract WHERE signed_at IS NOT NULL AND signed_document_id IS NULL"
        return self.postgres.rows(query)[0][0]

    def messages(self, number: str, **columns) -> list[dict]:
        """The outbox's rows about a contract."""
        names = ("channel", "state", "template", "recipient", "attempts", "provider_id", "kind")
        query = f"""SELECT {", ".join("m." + name for name in names)} FROM messaging_message m
                    JOIN contracts_contract c ON c.id::text = m.about_id
                    WHERE m.about_type = 'contracts.contract' AND c.number = %s ORDER BY m.id"""
        rows = [dict(zip(names, row, strict=True)) for row in self.postgres.rows(query, [number])]
        return [row for row in rows if all(row[name] == value for name, value in columns.items())]
