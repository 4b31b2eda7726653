"""Two roles on PostgreSQL: the owner changes tables, the application works and cannot alter the history."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from contracts.sales.enums import Status
from portal.audit.chain import problems_of
from portal.audit.models import Anchor, Event
from portal.core.values import dates
from portal.messaging import delivery
from portal.messaging.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, challenge_of, code_sent, freeze, seal
from tests.operations_portal.processes import environment

pytestmark = pytest.mark.postgres
# Roles belong to the whole server: one per parallel process and database.
ROLE = f"{settings.DATABASES['default']['NAME']}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_application"


@pytest.fixture
def application(transactional_db, settings):
    """The database as the application sees it: its role has been granted and is played."""
    settings.AS_OWNER = True
    settings.APPLICATION_DATABASE = {"USER": ROLE, "PASSWORD": "mot-de-passe'; --"}
    call_command("grant_application_role", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(f"DROP OWNED BY {ROLE}")
        cursor.execute(f"DROP ROLE {ROLE}")


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege)
    return False


def test_a_contract_is_sold_signed_and_confirmed_by_the_application(application, login):
    contract = ContractFactory(submitted=True)
    contract = freeze(contract)
    agent = login(contract.owner)
    assert agent.get("/contrats/").status_code == 200
    code = code_sent(contract)
    delivery.sweep()
    agent.post(f"/contrats/{contract.number}/signature/", {"code": code, "challenge": challenge_of(contract)})
    contract = seal(contract)
    assert contract.status == Status.AWAITING_BACK_OFFICE
    office = login(UserFactory(back_office=True))
    office.post(f"/contrats/{contract.number}/validation/", {"reason": "Vu en agence"})
    contract.refresh_from_db()
    assert contract.status == Status.VALIDATED
    assert problems_of(contract) == []
    assert Message.objects.filter(state="delivered").exists()


FORBIDDEN = (
    "UPDATE audit_event SET verb = 'nothing'",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event CASCADE",
    "UPDATE audit_anchor SET root = ''",
    "DELETE FROM audit_anchor",
    "DELETE FROM django_migrations",
    "DROP TABLE audit_event",
    "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    "CREATE TABLE mine (id integer)",
)


def test_the_application_cannot_alter_the_history(application):
    ContractFactory(submitted=True)
    Anchor.objects.create(day=dates.today(), last_event=1, events=1, heads=1, root="0" * 64)
    before = Event.objects.count()
    assert before
    assert [statement for statement in FORBIDDEN if not refused(statement)] == []
    assert Event.objects.count() == before


def test_without_the_command_the_owner_could(transactional_db):
    """The control: the same statement, by the owner and without triggers, goes through."""
    ContractFactory(submitted=True)
    assert not refused("UPDATE audit_event SET verb = 'nothing'")


def test_a_superuser_is_no_application(transactional_db, settings):
    settings.AS_OWNER = True
    settings.APPLICATION_DATABASE = {"USER": connection.settings_dict["USER"]}
    with pytest.raises(CommandError, match="superuser"):
        call_command("grant_application_role", verbosity=0)


@pytest.mark.slow
def test_tables_belong_to_the_owner_and_pages_to_the_application(transactional_db, tmp_path):
    """What the compose file's `migrate` runs, on an empty database, with the two addresses."""
    owner = connection.settings_dict
    name = f"{owner['NAME']}_roles"
    address = f"{owner['HOST'] or '127.0.0.1'}:{owner['PORT'] or 5432}/{name}"
    with psycopg.connect(host=owner["HOST"], port=owner["PORT"] or 5432, user=owner["USER"], dbname="postgres") as make:
        make.autocommit = True
        make.execute(f"DROP DATABASE IF EXISTS {name}")
        make.execute(f"CREATE DATABASE {name}")
        try:
            variables = environment(
                tmp_path,
                DATABASE_URL=f"postgres://{ROLE}:secret@{address}",
                DATABASE_OWNER_URL=f"postgres://{owner['USER']}@{address}",
            )
            command = [sys.executable, "-m", "scripts.prepare"]
            subprocess.run(command, cwd=settings.BASE_DIR, env=variables, check=True, timeout=180, capture_output=True)
            with psycopg.connect(f"postgres://{ROLE}:secret@{address}") as application:
                owners = application.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
                assert owners.fetchall() == [(owner["USER"],)]
                assert application.execute("SELECT count(*) FROM audit_event").fetchone() == (0,)
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    application.execute("DELETE FROM audit_event")
        finally:
            make.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            make.execute(f"DROP ROLE IF EXISTS {ROLE}")
