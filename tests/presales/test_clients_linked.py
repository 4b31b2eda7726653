"""For which client an opportunity is: searched for among one's own, never in a long list."""

import pytest
from django.urls import reverse

from crm.clients.picking import SHOWN
from portal.access.permissions import Permission
from portal.audit.history import history_of
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.presales import ExpertFactory, OpportunityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory(extra_rights=[Permission.OPPORTUNITIES.value])


@pytest.fixture
def opportunity(agent):
    return OpportunityFactory(owner=agent, company_name="Menuiserie Le Bihan")


def address(opportunity) -> str:
    return reverse("presales:opportunity_client", args=[opportunity.pk])


def test_a_client_is_found_linked_changed_and_unlinked(client, agent, opportunity):
    mine, other = ClientFactory(owner=agent, last_name="Kerguelen"), ClientFactory(owner=agent, last_name="Autrement")
    client.force_login(agent)
    assert address(opportunity) in client.get(opportunity.get_absolute_url()).content.decode()
    page = client.get(address(opportunity), {"q": "KERGUÉLEN"}).content.decode()
    assert mine.display_name in page
    assert other.display_name not in page
    client.post(address(opportunity), {"client": mine.pk})
    opportunity.refresh_from_db()
    assert opportunity.client == mine
    assert history_of(opportunity)[0].sentence.endswith("a rattaché l’opportunité à un client")
    page = client.get(opportunity.get_absolute_url()).content.decode()
    assert mine.display_name in page
    version = opportunity.version
    client.post(address(opportunity), {"client": mine.pk})
    opportunity.refresh_from_db()
    assert opportunity.version == version, "the same client twice is nothing"
    client.post(address(opportunity), {"detacher": "1"})
    opportunity.refresh_from_db()
    assert opportunity.client is None


def test_the_search_begins_with_the_company_and_stops_at_a_page(client, agent, opportunity):
    for rank in range(SHOWN + 2):
        ClientFactory(owner=agent, last_name=f"Bihan{rank:02d}", city="Menuiserie le")
    client.force_login(agent)
    page = client.get(address(opportunity), {"q": "bihan"}).content.decode()
    assert page.count('name="client"') == SHOWN
    assert "Précisez la recherche" in page
    assert 'value="Menuiserie Le Bihan"' in client.get(address(opportunity)).content.decode()
    assert client.get(address(opportunity), {"q": ""}).status_code == 200


@pytest.mark.parametrize("typed", ["", "abc", "-1", "9" * 30])
def test_nonsense_is_answered_in_words(client, agent, opportunity, typed):
    client.force_login(agent)
    answer = client.post(address(opportunity), {"client": typed})
    assert answer.status_code == 422
    assert "Choisissez l’un de vos clients" in answer.content.decode()


def test_a_foreign_client_does_not_exist_and_others_may_not_link(client, agent, opportunity):
    foreign = ClientFactory(last_name="Secret")
    client.force_login(agent)
    assert "Secret" not in client.get(address(opportunity), {"q": "secret"}).content.decode()
    assert client.post(address(opportunity), {"client": foreign.pk}).status_code == 404
    client.force_login(ExpertFactory())
    assert client.get(address(opportunity)).status_code == 403
    client.force_login(UserFactory(extra_rights=[Permission.OPPORTUNITIES.value]))
    assert client.get(address(opportunity)).status_code == 404


def test_a_picked_client_stays_when_something_else_changes(client, agent, opportunity):
    picked = ClientFactory(owner=agent)
    client.force_login(agent)
    client.post(address(opportunity), {"client": picked.pk})
    opportunity.refresh_from_db()
    form = {
        "title": "Autre titre",
        "kind": "primo",
        "company_name": "X",
        "siren": "",
        "stage": "new",
        "version": opportunity.version,
    }
    client.post(reverse("presales:opportunity_edit", args=[opportunity.pk]), form)
    opportunity.refresh_from_db()
    assert (opportunity.title, opportunity.client) == ("Autre titre", picked)
