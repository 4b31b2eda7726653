"""Notes are written in place, and stand on one timeline with everything else."""

import uuid

import pytest

from crm.models import Note
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def client(agent):
    return ClientFactory(owner=agent)


def write(desk, client, text="Rappeler jeudi", **changes):
    values = {"kind": "note", "text": text, "key": str(uuid.uuid4())} | changes
    return desk.post(f"/clients/{client.pk}/notes/", values)


def test_a_note_written_on_the_client_page_is_on_its_timeline(agent, client):
    desk = reader(agent)
    assert write(desk, client, kind="call").url == client.get_absolute_url()
    text = desk.get(client.get_absolute_url()).content.decode()
    assert "Rappeler jeudi" in text
    assert 'value="call" checked' in text  # the kind one used last


def test_a_note_sent_twice_is_kept_once(agent, client):
    desk, key = reader(agent), str(uuid.uuid4())
    write(desk, client, key=key)
    write(desk, client, key=key)
    assert Note.objects.count() == 1


def test_an_empty_note_is_refused_in_words(agent, client):
    response = write(reader(agent), client, text="  ")
    assert response.status_code == 422
    assert "Écrivez la note avant de l’enregistrer." in response.content.decode()


def test_only_its_author_changes_or_deletes_a_note(agent, client):
    desk = reader(agent)
    write(desk, client)
    note = Note.objects.get()
    manager = reader(UserFactory(manager=True, organisation=agent.organisation))
    assert manager.get(note.get_absolute_url()).status_code == 403
    assert reader(UserFactory()).get(note.get_absolute_url()).status_code == 404
    desk.post(note.get_absolute_url(), {"kind": "note", "text": "Corrigé", "version": 1})
    assert "Corrigé" in desk.get(client.get_absolute_url()).content.decode()
    desk.post(f"{note.get_absolute_url()}suppression/")
    assert not Note.objects.exists()


def test_the_timeline_holds_contracts_and_messages_and_is_filtered(agent):
    contract = ContractFactory(owner=agent, awaiting_client=True)
    desk, page = reader(agent), contract.client.get_absolute_url()
    write(desk, contract.client)
    everything = desk.get(page).content.decode()
    assert "a envoyé le contrat en signature" in everything
    assert "stream__line--quiet" in everything
    assert "Code de signature envoyé par SMS" in desk.get(f"{page}?fil=messages").content.decode()
    notes = desk.get(f"{page}?fil=notes").content.decode()
    assert "Rappeler jeudi" in notes
    assert "a envoyé le contrat en signature" not in notes
    assert "Rappeler jeudi" in desk.get(f"{page}?fil=nimporte").content.decode()


def test_a_client_with_an_account_reads_no_note(client):
    account = UserFactory(client=True)
    client.account = account
    client.save()
    assert not Note.objects.visible_to(account).exists()
    assert reader(account).get(client.get_absolute_url()).status_code == 403
