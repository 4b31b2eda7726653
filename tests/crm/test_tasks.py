"""Next actions: planned, seen where one works, noted in one click."""

import uuid
from datetime import timedelta

import pytest
from lxml import html

from crm.models import Task
from portal.core.values import dates
from presales.meetings import actions as agenda
from tests.client import StrictClient
from tests.contracts.desk import reader, verbs
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def client(agent):
    return ClientFactory(owner=agent)


def task(client, title="Rappeler", hours=-1, **changes) -> Task:
    values = {"kind": "call", "owner": client.owner, "agency": client.agency, "client": client, "title": title}
    return Task.objects.create(due_at=dates.now() + timedelta(hours=hours), **values | changes)


def test_an_action_is_planned_with_a_day_and_an_hour_of_paris(agent, client):
    desk = reader(agent)
    page = f"/clients/{client.pk}/actions/nouvelle/"
    values = {"kind": "meeting", "title": "Visite", "day": "02/12/2030", "hour": "14:30", "key": str(uuid.uuid4())}
    assert desk.post(page, values).url == f"/clients/{client.pk}/actions/"
    desk.post(page, values)
    made = Task.objects.get()
    assert f"{made.due_at.astimezone(dates.PARIS):%d/%m/%Y %H:%M}" == "02/12/2030 14:30"
    assert verbs(client) == ["crm.task_added"]


def test_an_action_without_a_title_says_so_and_keeps_the_rest(agent, client):
    response = reader(agent).post(f"/clients/{client.pk}/actions/nouvelle/", {"kind": "call", "day": "2030-12-02"})
    assert response.status_code == 422
    assert "Indiquez l’action à faire" in response.content.decode()
    assert "2030-12-02" in response.content.decode()


def test_home_shows_the_most_urgent_first_with_one_click_to_note_the_outcome(agent, client):
    later, late = task(client, "Plus tard", hours=5), task(client, "En premier", hours=-30)
    desk = reader(agent)
    text = desk.get("/").content.decode()
    assert text.index("En premier") < text.index("Plus tard")
    assert "En retard" in text
    address = f"/clients/{client.pk}/actions/{late.pk}/resultat/"
    assert desk.post(address, {"outcome": "Joint", "retour": "home"}).url == "/"
    late.refresh_from_db()
    assert (late.outcome, late.is_done) == ("Joint", True)
    assert verbs(client) == ["crm.task_done"]
    text = desk.get("/").content.decode()
    assert "En premier" not in text.replace("C’est noté : En premier", "")
    assert later.title in text


def test_the_first_outcome_stays(agent, client):
    there = task(client)
    desk, address = reader(agent), f"/clients/{client.pk}/actions/{there.pk}/resultat/"
    desk.post(address, {"outcome": "Joint"})
    again = desk.post(address, {"outcome": "Pas de réponse"}, follow=True)
    assert "était déjà noté" in again.content.decode()
    there.refresh_from_db()
    assert there.outcome == "Joint"
    desk.post(f"/clients/{client.pk}/actions/{there.pk}/reouverture/")
    there.refresh_from_db()
    assert (there.is_done, there.outcome) == (False, "")


def test_a_stale_change_of_an_action_is_told(agent, client):
    there = task(client)
    desk, page = reader(agent), f"/clients/{client.pk}/actions/{there.pk}/"
    values = {"kind": "call", "title": "Un", "day": "02/12/2030", "version": 1}
    desk.post(page, values)
    late = desk.post(page, values | {"title": "Deux"})
    assert late.status_code == 409
    assert 'value="Deux"' in late.content.decode()


def test_a_manager_sees_the_agency_and_an_agent_their_own(agent, client):
    task(client, "De l’agent")
    manager = UserFactory(manager=True, organisation=agent.organisation)
    assert "De l’agent" in reader(manager).get("/").content.decode()
    assert "De l’agent" not in reader(UserFactory()).get("/").content.decode()


def test_due_actions_wait_on_the_board(agent, client):
    task(client, "Rappeler pour le devis")
    task(client, "Demain", hours=24)
    page = html.fromstring(reader(agent).get("/").content.decode())
    assert page.xpath("//section[@id='chez-moi']//p[@class='strong']/a/text()") == ["Rappeler pour le devis"]


def test_actions_are_in_the_personal_calendar(agent, client):
    task(client, "Visite", kind="meeting", place="Lyon")
    secret = agenda.renew(by=agent)
    feed = StrictClient().get(f"/avant-vente/agenda/{secret}.ics")
    assert feed.status_code == 200
    assert "Rendez-vous : Visite" in feed.content.decode()


def test_others_do_not_reach_an_action(client):
    there = task(client)
    stranger = reader(UserFactory())
    for address in ("", "resultat/"):
        assert stranger.get(f"/clients/{client.pk}/actions/{there.pk}/{address}").status_code == 404
    assert stranger.get(f"/clients/{client.pk}/actions/").status_code == 404
    other = ClientFactory(owner=client.owner)
    assert reader(client.owner).get(f"/clients/{other.pk}/actions/{there.pk}/").status_code == 404


def test_the_list_is_searched_and_filtered(agent, client):
    task(client, "Rappeler")
    task(client, "Visiter", hours=30, kind="meeting")
    desk = reader(agent)

    def titles(query):
        return [row.title for row in desk.get(f"/actions/?{query}").context["page"].records]

    assert titles("") == ["Rappeler", "Visiter"]
    assert titles("q=visit") == ["Visiter"]
    assert titles("etat=late") == ["Rappeler"]
    assert titles("type=meeting") == ["Visiter"]
    assert titles("etat=rien&type=rien") == ["Rappeler", "Visiter"]


def test_the_list_costs_few_queries(agent, client, django_assert_max_num_queries):
    for _turn in range(8):
        task(client)
    desk = reader(agent)
    desk.get("/actions/")
    with django_assert_max_num_queries(6):
        desk.get("/actions/?affichage=lignes")


def test_choosing_for_whom_searches_ones_own_clients(agent, client):
    other = ClientFactory(last_name="Ailleurs")
    text = reader(agent).get("/actions/nouvelle/").content.decode()
    assert client.display_name in text
    assert other.display_name not in text
    assert "ne correspond" in reader(agent).get("/actions/nouvelle/?q=ailleurs").content.decode()
