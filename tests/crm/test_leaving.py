"""Files leave use: deleted by typing the name, archived where the law keeps them, merged, restored, erased."""

from datetime import timedelta

import pytest

from crm.clients import leaving, retention
from crm.clients.enums import LifeStage
from crm.models import Client, Note, Task
from portal.core.values import dates
from tests.contracts.desk import reader, verbs
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def client(agent):
    return ClientFactory(owner=agent, last_name="Morel", first_name="Jean")


def delete(desk, client, name=None):
    return desk.post(f"{client.get_absolute_url()}admin/suppression/", {"name": name or client.display_name})


def test_deleting_asks_for_the_name(agent, client):
    response = delete(reader(agent), client, "Jean Dupont")
    assert response.status_code == 422
    assert "Le nom ne correspond pas. Tapez « Jean Morel »." in response.content.decode()
    assert Client.objects.visible_to(agent).exists()


def test_a_deleted_file_is_in_the_bin_and_comes_back(agent, client):
    desk = reader(agent)
    assert delete(desk, client, " jean  MOREL ").url == "/clients/corbeille/"
    assert desk.get(client.get_absolute_url()).status_code == 404
    assert client.display_name not in desk.get("/clients/").content.decode()
    assert "Jean Morel" in desk.get("/clients/corbeille/").content.decode()
    desk.post(f"{client.get_absolute_url()}admin/restauration/")
    assert desk.get(client.get_absolute_url()).status_code == 200
    assert verbs(client) == ["crm.removed", "crm.restored"]


def test_bin_is_searched_by_name_whatever_the_accents(agent, client):
    desk, other = reader(agent), ClientFactory(owner=agent, last_name="Lefèvre", first_name="Hélène")
    for file in (client, other):
        leaving.remove(client=file, by=agent)
    page = desk.get("/clients/corbeille/?q=lefevre").content.decode()
    assert "Hélène Lefèvre" in page
    assert "Jean Morel" not in page
    assert "Aucun résultat dans la corbeille" in desk.get("/clients/corbeille/?q=personne").content.decode()


def test_a_deleted_file_is_erased_after_thirty_days(agent, client):
    with dates.pretending(dates.now() - timedelta(days=31)):
        leaving.remove(client=client, by=agent)
        assert not retention.in_the_bin(dates.now() - timedelta(days=30)).exists()
    due = list(retention.in_the_bin(dates.now() - timedelta(days=30)))
    assert retention.erase(due) == 1
    assert not Client.objects.exists()


def test_a_file_with_a_contract_is_archived_and_says_why(agent):
    client = ContractFactory(owner=agent, validated=True).client
    desk = reader(agent)
    page = f"{client.get_absolute_url()}admin/"
    assert "1 contrat : à garder jusqu’au" in " ".join(desk.get(page).content.decode().split())
    shown = desk.post(f"{page}suppression/", {"name": client.display_name}, follow=True).content.decode()
    assert "la loi demande de la garder" in shown
    assert "Effacement prévu le" in shown
    client.refresh_from_db()
    assert client.archived_at is not None
    assert client.removed_at is None
    assert client.display_name not in desk.get("/clients/").content.decode()
    assert desk.post(f"{client.get_absolute_url()}donnees/", {}).status_code == 403


def test_a_stage_changes_with_a_reason(agent, client):
    desk, page = reader(agent), f"{client.get_absolute_url()}admin/become_former/"
    assert desk.post(page, {"reason": ""}).status_code == 422
    desk.post(page, {"reason": "Parti à l’étranger"})
    client.refresh_from_db()
    assert client.stage == LifeStage.FORMER
    assert desk.post(page, {"reason": "Encore"}).status_code == 302
    assert verbs(client) == ["crm.became_former"]


def test_two_files_become_one(agent, client):
    manager = UserFactory(manager=True, organisation=agent.organisation)
    contract = ContractFactory(owner=agent, client=ClientFactory(owner=agent, last_name="Morel", first_name="J."))
    other = contract.client
    Note.objects.create(client=other, author=agent, text="À garder")
    Task.objects.create(client=other, owner=agent, title="Rappeler", due_at=dates.now())
    client.email = ""
    client.save()
    desk, page = reader(manager), f"{client.get_absolute_url()}admin/fusion/"
    shown = desk.get(f"{page}?avec={other.pk}").content.decode()
    assert "1 · contrats" in shown
    assert "Sera complétée" in shown
    assert desk.post(page, {"avec": other.pk}).url == client.get_absolute_url()
    client.refresh_from_db()
    assert client.email == other.email
    contract.refresh_from_db()
    assert contract.client == client
    assert client.notes.count() == client.tasks.count() == 1
    assert desk.get(other.get_absolute_url()).url == client.get_absolute_url()
    assert (verbs(client), verbs(other)) == (["crm.merged"], ["crm.merged_away"])
    assert desk.post(f"{other.get_absolute_url()}admin/restauration/", follow=True).status_code == 200
    assert not Client.objects.visible_to(agent).filter(pk=other.pk).exists()


def test_an_agent_merges_nothing_and_nobody_across_agencies(agent, client):
    page = f"{client.get_absolute_url()}admin/fusion/"
    assert reader(agent).get(page).status_code == 403
    manager = UserFactory(manager=True, organisation=agent.organisation)
    foreign = ClientFactory()
    assert reader(manager).post(page, {"avec": foreign.pk}).status_code == 404
