"""Views of a list: kept by name, changed, opened by default, one's own or shared with one's colleagues."""

import pytest
from django.utils.http import urlencode

from contracts.models import Contract
from portal.access.roles import Role
from portal.exchange import saved_views
from portal.exchange.models import SavedView
from portal.ui.listing import registry
from tests.codes.together import errors_of, together
from tests.contracts.desk import reader, sentences
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
LIST, SAVE = "/contrats/", "/vues/contrats/"


@pytest.fixture
def agent():
    return UserFactory()


def change(client, view, *, liste=None, **typed):
    query = "" if liste is None else f"?{urlencode({'liste': liste})}"
    return client.post(f"/vues/{view.pk}/modification/{query}", {"name": view.name, **typed})


def shared_names(user) -> list[str]:
    return [view.name for view in reader(user).get(f"{LIST}?vue=tout").context["shared_views"]]


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


def test_a_view_is_renamed_and_keeps_what_it_shows(agent):
    client = reader(agent)
    save(client, is_default="on")
    view = SavedView.objects.get()
    page = client.get(f"/vues/{view.pk}/modification/").content.decode()
    assert "«\u00a0mar\u00a0» · En attente client" in page
    assert "Enregistrer les filtres actuels" not in page
    answer = change(client, view, name="À relancer", is_default="on")
    assert answer["Location"] == f"{LIST}?{view.query}"
    changed = SavedView.objects.get()
    assert (changed.name, changed.query, changed.is_default) == ("À relancer", view.query, True)
    change(client, changed)
    assert not SavedView.objects.get().is_default


def test_a_view_takes_the_filters_of_the_list_one_comes_from_once_asked_to(agent):
    client = reader(agent)
    save(client)
    view = SavedView.objects.get()
    link = f"/vues/{view.pk}/modification/?{urlencode({'liste': 'statut=draft&affichage=lignes&suite=abc'})}"
    assert "La liste montre en ce moment" in client.get(link).content.decode()
    change(client, view, liste="statut=draft&affichage=lignes&suite=abc")
    assert SavedView.objects.get().query == view.query
    change(client, view, liste="statut=draft&affichage=lignes&suite=abc&inconnu=1", replaces="on")
    assert SavedView.objects.get().query.startswith("statut=draft&affichage=lignes&colonnes=")
    assert "suite" not in SavedView.objects.get().query


def test_the_list_leads_to_the_change_of_a_view_with_its_own_filters(agent):
    client = reader(agent)
    save(client)
    html = client.get(f"{LIST}?statut=draft").content.decode()
    assert f"/vues/{SavedView.objects.get().pk}/modification/?liste=statut%3Ddraft%26affichage" in html


@pytest.mark.parametrize(("name", "sentence"), [("Autre", "déjà une vue de ce nom"), ("", "Donnez un nom")])
def test_a_name_that_is_taken_or_missing_is_told_at_the_field(agent, name, sentence):
    client = reader(agent)
    save(client, "Autre"), save(client)
    answer = change(client, SavedView.objects.get(name="À signer"), name=name)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert set(SavedView.objects.values_list("name", flat=True)) == {"Autre", "À signer"}


def test_the_same_name_again_leaves_a_view_shared_and_the_default(agent):
    client = reader(agent)
    save(client, is_default="on", is_shared="on")
    save(client, query="statut=draft")
    view = SavedView.objects.get()
    assert (view.is_default, view.is_shared) == (True, True)


def test_a_shared_view_is_found_by_the_colleagues_of_ones_organisation_only(agent):
    colleague = UserFactory(manager=True, organisation=agent.organisation)
    stranger, office = UserFactory(organisation=OrganisationFactory()), UserFactory(back_office=True)
    save(reader(agent), is_default="on", is_shared="on")
    assert [shared_names(each) for each in (colleague, stranger, office, agent)] == [["À signer"], [], [], []]
    html = reader(colleague).get(LIST).content.decode()
    assert "Partagées par vos collègues" in html
    assert agent.get_full_name() in html
    assert "Modifier la vue" not in html


def test_internal_user_shares_views_with_the_same_role_only():
    office, same = UserFactory(back_office=True), UserFactory(back_office=True, organisation=OrganisationFactory())
    expert = UserFactory(role=Role.PRESALES)
    save(reader(office), is_shared="on")
    assert shared_names(same) == ["À signer"]
    assert saved_views.circle_of(expert) != saved_views.circle_of(office)
    assert not saved_views.open_to(expert).exists()


def test_a_client_is_offered_no_sharing_and_shares_nothing():
    client = UserFactory(role=Role.CLIENT, organisation=OrganisationFactory())
    assert "is_shared" not in reader(client).get(LIST).content.decode()
    save(reader(client), is_shared="on")
    view = SavedView.objects.get()
    change(reader(client), view, is_shared="on")
    assert not SavedView.objects.get().is_shared


def test_a_shared_view_shows_each_reader_the_rows_of_their_own_scope(agent):
    colleague = UserFactory(organisation=agent.organisation)
    mine, theirs = ContractFactory(owner=agent), ContractFactory(owner=colleague)
    save(reader(agent), query="statut=draft", is_shared="on")
    reader_of_it = reader(colleague)
    view = reader_of_it.get(LIST).context["shared_views"][0]
    rows = reader_of_it.get(f"{LIST}?{view.query}").context["page"].records
    assert rows == [theirs]
    assert mine in Contract.objects.visible_to(agent)


def test_only_its_owner_renames_unshares_or_deletes_a_shared_view(agent):
    save(reader(agent), is_shared="on")
    view = SavedView.objects.get()
    colleague = reader(UserFactory(manager=True, organisation=agent.organisation))
    assert colleague.get(f"/vues/{view.pk}/modification/").status_code == 404
    assert change(colleague, view, name="Pris").status_code == 404
    assert colleague.post(f"/vues/{view.pk}/suppression/").status_code == 404
    assert SavedView.objects.get().name == "À signer"
    change(reader(agent), view)
    assert not SavedView.objects.get().is_shared


def test_views_of_users_who_left_are_hidden(agent):
    colleague = UserFactory(organisation=agent.organisation)
    save(reader(agent), is_shared="on")
    before, elsewhere = agent.organisation, UserFactory(organisation=OrganisationFactory())
    agent.organisation = elsewhere.organisation
    agent.save()
    assert [shared_names(each) for each in (colleague, elsewhere)] == [[], []]
    agent.organisation, agent.is_active = before, False
    agent.save()
    assert shared_names(colleague) == []


def test_a_default_view_is_its_owners_alone(agent):
    save(reader(agent), is_default="on", is_shared="on")
    assert reader(UserFactory(organisation=agent.organisation)).get(LIST).status_code == 200


def test_many_shared_views_cost_one_query_as_one_does(agent, django_assert_num_queries):
    for number in range(5):
        save(reader(agent), f"Vue {number}", is_shared="on")
    listing, colleague = registry.find("contrats"), UserFactory(organisation=agent.organisation)
    with django_assert_num_queries(2):  # the counts of the page, the views with their owners
        _own, shared = saved_views.views_of(colleague, listing)
        assert [view.owner.get_full_name() for view in shared] == [agent.get_full_name()] * 5
    with django_assert_num_queries(1):
        assert saved_views.views_of(UserFactory.build(pk=987_654, role="agent"), listing) == ([], [])


@pytest.mark.parametrize("data", [{"name": ""}, {"name": "x" * 61}, {"name": "Vue", "query": "q=" + "a" * 5000}])
def test_a_view_that_cannot_be_kept_is_told(agent, data):
    client = reader(agent)
    response = client.post(SAVE, {"query": "", **data}, follow=True)
    assert response.status_code == 200
    assert sentences(response) == ["Donnez un nom à la vue, en 60 caractères au plus."]
    assert not SavedView.objects.exists()


def test_a_view_that_cannot_be_kept_leaves_the_list_as_it_was(agent):
    client = reader(agent)
    save(client, "Une", query="statut=draft", is_default="on")
    answer = client.post(SAVE, {"name": "", "query": "statut=awaiting_client&tri=client"})
    assert answer["Location"].startswith(f"{LIST}?statut=awaiting_client&tri=client")


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
