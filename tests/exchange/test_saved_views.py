"""Views of a list: kept by name, opened by default, one's own."""

import pytest

from portal.exchange import saved_views
from portal.exchange.models import SavedView
from portal.ui.listing import registry
from tests.codes.together import errors_of, together
from tests.contracts.desk import reader, sentences
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LIST, SAVE = "/contrats/", "/vues/contrats/"


@pytest.fixture
def agent():
    return UserFactory()


def save(client, name="À signer", query="statut=awaiting_client&q=mar", **more):
    return client.post(SAVE, {"name": name, "query": query, **more})


def test_a_view_keeps_the_list_as_it_stands(agent):
    client = reader(agent)
    query = "statut=awaiting_client&q=mar&tri=client&affichage=lignes&colonnes=ville&suite=abc&inconnu=1"
    response = save(client, query=query)
    kept = SavedView.objects.get()
    assert kept.query == "q=mar&statut=awaiting_client&tri=client&affichage=lignes&colonnes=numero&colonnes=ville"
    assert response["Location"] == f"{LIST}?{kept.query}"
    page = client.get(LIST).context
    assert [view.name for view in page["views"]] == ["À signer"]


def test_the_same_name_again_replaces_the_view(agent):
    client = reader(agent)
    save(client)
    save(client, query="statut=draft")
    assert SavedView.objects.get().query.startswith("statut=draft")


def test_the_list_opens_on_the_default_view_and_everything_stays_one_click_away(agent):
    client = reader(agent)
    save(client, is_default="on")
    assert client.get(LIST)["Location"].startswith(f"{LIST}?q=mar&statut=awaiting_client")
    assert client.get(f"{LIST}?vue=tout").status_code == 200
    assert client.get(f"{LIST}?q=").status_code == 200
    swapped = client.get(f"{LIST}?q=", headers={"HX-Request": "true", "HX-Target": "results"})
    assert swapped["HX-Replace-Url"] == f"{LIST}?vue=tout"


def test_only_one_view_is_the_default(agent):
    client = reader(agent)
    save(client, "Une", is_default="on")
    save(client, "Deux", is_default="on")
    assert list(SavedView.objects.filter(is_default=True).values_list("name", flat=True)) == ["Deux"]


def test_views_are_ones_own(agent):
    save(reader(agent))
    view = SavedView.objects.get()
    stranger = reader(UserFactory())
    assert stranger.get(LIST).context["views"] == []
    assert stranger.post(f"/vues/{view.pk}/suppression/").status_code == 404
    assert reader(agent).post(f"/vues/{view.pk}/suppression/").status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("data", [{"name": ""}, {"name": "x" * 61}, {"name": "Vue", "query": "q=" + "a" * 5000}])
def test_a_view_that_cannot_be_kept_is_told(agent, data):
    client = reader(agent)
    response = client.post(SAVE, {"query": "", **data}, follow=True)
    assert response.status_code == 200
    assert sentences(response) == ["Donnez un nom à la vue, en 60 signes au plus."]
    assert not SavedView.objects.exists()


def test_there_is_an_end_to_views(agent, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST_VIEWS", 1)
    client = reader(agent)
    save(client)
    assert SavedView.objects.count() == 1
    save(client, "Autre")
    assert SavedView.objects.count() == 1


def test_a_list_one_may_not_see_has_no_views():
    partner = reader(UserFactory(role="partner"))
    assert partner.post(SAVE, {"name": "Vue", "query": ""}).status_code == 404
    assert partner.post("/vues/inconnue/", {"name": "Vue", "query": ""}).status_code == 404


def test_a_view_holds_nothing_a_list_does_not_know(agent):
    listing = registry.find("contrats")
    view = saved_views.keep_view(listing=listing, name="Vue", query="next=//evil&filter=1", is_default=False, by=agent)
    assert "evil" not in view.query


@pytest.mark.django_db(transaction=True)
def test_views_kept_at_once_in_many_tabs_leave_one_default(agent):
    kept = together(
        8,
        lambda number: saved_views.keep_view(
            listing=registry.find("contrats"), name=f"Vue {number}", query="", is_default=True, by=agent
        ),
    )
    assert errors_of(kept) == []
    assert SavedView.objects.filter(owner=agent, is_default=True).count() == 1
