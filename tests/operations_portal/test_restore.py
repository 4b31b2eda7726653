"""Backup and restore by the written procedure: the same two scripts, on a real PostgreSQL."""

import io
import subprocess
import sys
from datetime import timedelta

import psycopg
import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction

from contracts.signature.actions import sending
from portal.core.values import dates
from portal.messaging import delivery
from portal.messaging.models import Message
from portal.messaging.states import Channel, State
from tests.factories.contracts import ContractFactory, challenge_of, code_sent, type_code
from tests.factories.messages import queued_mail, queued_sms
from tests.operations_portal.processes import database_url, environment


@pytest.mark.django_db
def test_nothing_leaves_by_itself_after_a_restore():
    secret, plain = queued_sms(sensitive=True), queued_mail(text="Bonjour")
    taken = delivery.claim(queued_mail("Au moment de la copie").pk)
    sent = queued_sms()
    delivery.deliver(sent.pk)
    Session.objects.create(session_key="k", session_data="", expire_date=dates.now())
    call_command("after_restore", stdout=io.StringIO())
    assert delivery.sweep() == 0
    held = Message.objects.filter(state=State.DEAD, error_code="restored")
    assert {message.pk for message in held} == {secret.pk, plain.pk, taken.pk}
    assert Message.objects.get(pk=secret.pk).body_text == ""
    assert Message.objects.get(pk=plain.pk).content().text == "Bonjour"
    assert Message.objects.get(pk=sent.pk).state == State.DELIVERED
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_a_code_of_before_signs_nothing_after_a_restore():
    """It may have served, or died of a change of the contract, in the hours that are lost."""
    contract = ContractFactory(awaiting_client=True)
    code, challenge = code_sent(contract), challenge_of(contract)
    call_command("after_restore", stdout=io.StringIO())
    late = type_code(contract, code, challenge=challenge)
    assert not late.is_signed
    assert "Cet essai n’est pas compté" in late.sentence
    with time_machine.travel(dates.now() + timedelta(minutes=2), tick=False), transaction.atomic():
        sending.resend_code(contract=contract, by=contract.owner)
        assert type_code(contract, code_sent(contract)).is_signed


def run(script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["sh", f"scripts/{script}", *arguments],
        cwd=settings.BASE_DIR,
        env=variables,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@pytest.fixture
def empty_database():
    """The address of a new empty database beside that of the test."""
    own = connection.settings_dict
    name = f"{own['NAME']}_restored"
    with psycopg.connect(host=own["HOST"], port=own["PORT"] or 5432, user=own["USER"], dbname="postgres") as make:
        make.autocommit = True
        make.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        make.execute(f"CREATE DATABASE {name}")
        yield database_url("_restored")
        make.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgres
@pytest.mark.slow
def test_a_backup_is_restored_by_the_written_procedure(transactional_db, empty_database, tmp_path):
    contract = ContractFactory(sealed=True)
    ContractFactory(awaiting_client=True)
    waiting = Message.objects.filter(state=State.QUEUED).exclude(channel=Channel.PORTAL).count()
    assert waiting
    variables = environment(tmp_path, VAR_DIR=str(settings.VAR_DIR), PYTHON=sys.executable)
    made = run("backup.sh", str(tmp_path / "backups"), **variables)
    assert made.returncode == 0, made.stderr
    folder = made.stdout.strip()
    new = variables | {"DATABASE_URL": empty_database, "VAR_DIR": str(tmp_path / "restored")}

    wrong_key = run("restore.sh", folder, **new | {"DATA_KEY": "x" * 50})
    assert (wrong_key.returncode, wrong_key.stderr) == (1, "DATA_KEY: is not the key this backup was made with\n")

    done = run("restore.sh", folder, **new)
    assert done.returncode == 0, done.stderr
    assert f"{waiting} messages held for review" in done.stdout
    assert "1 codes ended" in done.stdout
    assert "every history is whole" in done.stdout
    with psycopg.connect(empty_database) as restored:
        count = restored.execute("SELECT count(*) FROM contracts_contract").fetchone()
        assert count == (2,)
        left = "SELECT count(*) FROM messaging_message WHERE state IN ('queued', 'sending') AND channel <> 'portal'"
        assert restored.execute(left).fetchone() == (0,)
    kept = tmp_path / "restored" / "media" / contract.signed_document.key
    with default_storage.open(contract.signed_document.key) as original:
        assert kept.read_bytes() == original.read()

    again = run("restore.sh", folder, **new)
    assert again.returncode == 1
    assert "the database is not empty" in again.stderr

    with open(f"{folder}/database.dump", "r+b") as dump:
        dump.write(b"X")
    altered = run("restore.sh", folder, **new)
    assert altered.returncode == 1
    assert "the backup was altered" in altered.stderr
