"""The store of files away, or hanging: pages say so in French, work waits, and is done once at its return."""

import socket
import time
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.core import mail
from django.core.files.storage import default_storage

from contracts.signature import documents, tasks
from portal.core.values import dates
from portal.documents import files, sealing
from portal.messaging import delivery
from portal.messaging.models import Message
from portal.messaging.states import Channel, State
from tests.contracts.desk import fresh, reader
from tests.documents.store import on_s3
from tests.factories.contracts import PDF, ContractFactory, code_sent, codes_queued, type_code

pytestmark = pytest.mark.django_db
NOBODY = "http://127.0.0.1:1"
AWAY = "Le stockage des fichiers ne répond pas"
BACK = "Le portail revient dans un instant"


@pytest.fixture(autouse=True)
def left_as_found(monkeypatch):
    monkeypatch.setattr(files, "_silence", {"until": 0.0})


def store_at(settings, address: str) -> None:
    """From now on the store is there, or not; it is asked, whatever became of the last call."""
    on_s3(settings, address)
    files._silence["until"] = 0.0


@pytest.fixture
def hanging():
    """A store that takes calls and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture
def printer():
    """Documents and seals without their cost; counts what was printed."""
    with (
        mock.patch.object(documents, "render", side_effect=lambda contract: PDF + str(contract.pk).encode()) as printed,
        mock.patch.object(sealing, "seal", side_effect=lambda pdf, **_: pdf + b"%seal\n"),
    ):
        yield printed


def later(seconds: int):
    return time_machine.travel(dates.now() + timedelta(seconds=seconds), tick=False)


def letters(contract):
    return Message.objects.about(contract).filter(channel=Channel.EMAIL, kind="")


def test_a_contract_sent_meanwhile_waits_says_why_and_gets_one_code(settings, server, printer):
    contract = ContractFactory(submitted=True)
    store_at(settings, NOBODY)
    tasks.make_waiting_documents()
    assert not codes_queued(contract)
    page = reader(contract.owner).get(f"/contrats/{contract.number}/signature/").content.decode()
    assert AWAY in page
    store_at(settings, server)
    with later(31):
        tasks.make_waiting_documents()
        tasks.make_waiting_documents()
    made = fresh(contract)
    assert files.read(made.document).startswith(PDF)
    assert made.document_error == ""
    assert codes_queued(contract).count() == 1


def test_a_signature_meanwhile_holds_and_its_seal_follows(settings, server, printer):
    store_at(settings, server)
    contract = ContractFactory(awaiting_client=True)
    store_at(settings, NOBODY)
    assert type_code(contract, code_sent(contract), by=contract.owner).is_signed
    tasks.make_waiting_documents()
    assert fresh(contract).signed_document is None
    assert not letters(contract)
    assert AWAY in reader(contract.owner).get(contract.get_absolute_url()).content.decode()
    store_at(settings, server)
    with later(31):
        tasks.make_waiting_documents()
        tasks.make_waiting_documents()
    assert files.read(fresh(contract).signed_document).endswith(b"%seal\n")
    assert fresh(contract).document_error == ""
    assert letters(contract).count() == 1


def test_a_mail_waits_for_its_attachment_however_long_and_leaves_once(settings, server, printer):
    store_at(settings, server)
    letter = letters(ContractFactory(sealed=True)).get()
    settings.EMAIL_URL = "memorymail://"
    store_at(settings, NOBODY)
    for minute in range(10):
        with later(61 * minute):
            delivery.deliver(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.error_code, letter.attempts) == (State.QUEUED, "storage", 0)
    assert not letter.in_doubt
    store_at(settings, server)
    with later(700):
        delivery.deliver(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.error_code) == (State.SENT, "")
    assert [len(each.attachments) for each in mail.outbox] == [1]


def test_a_store_that_hangs_costs_one_wait_and_no_other_page(settings, server, hanging, client):
    store_at(settings, server)
    contract = ContractFactory(awaiting_client=True)
    store_at(settings, hanging)
    client.force_login(contract.owner)
    client.raise_request_exception = False
    waits = []
    for _ in range(3):
        start = time.monotonic()
        answer = client.get(f"/contrats/{contract.number}/document/")
        waits.append(time.monotonic() - start)
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert BACK in answer.content.decode()
        assert client.get("/contrats/").status_code == 200
    assert waits[0] > 1 > max(waits[1:])


def test_while_it_hangs_a_sweep_tries_one_document_and_leaves_the_worker_to_others(settings, hanging, printer):
    for _ in range(3):
        ContractFactory(submitted=True)
    store_at(settings, hanging)
    tasks.make_waiting_documents()
    assert printer.call_count == 1


def test_file_removed_while_s3_is_down_is_deleted_afterwards(settings, server, commit_hooks):
    store_at(settings, server)
    stored = files.store(PDF, name="export.pdf", kind="export")
    store_at(settings, NOBODY)
    with commit_hooks():
        files.remove(stored)
    assert not files.StoredFile.objects.exists()
    store_at(settings, server)
    assert default_storage.exists(stored.key)
    assert files.sweep_leftovers() == 1
    assert not default_storage.exists(stored.key)
    assert files.sweep_leftovers() == 0
