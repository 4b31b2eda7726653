"""`Contrats`: what is listed, for whom, in how many queries; with a script and without."""

import re

import pytest
from django.test import Client as PlainClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.models import Contract
from contracts.sales.enums import Status
from portal.core.values import dates
from portal.ui.listing import counting
from portal.ui.listing.registry import every
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
LIST = "/contrats/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def agent():
    return UserFactory()


@pytest.fixture
def product():
    return ProductFactory(name="Énergie verte")


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def names(response) -> set[str]:
    return {row.last_name for row in response.context["page"].records}


def without_secrets(html: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', r"\1", html)


# --- what is listed ------------------------------------------------------------------------------


def test_an_agent_sees_their_own_a_manager_the_agency_the_back_office_what_was_sent(agent, product):
    ContractFactory(owner=agent, product=product, last_name="Mien")
    ContractFactory(owner=agent, product=product, last_name="Envoyé", submitted=True)
    colleague = UserFactory(organisation=agent.organisation)
    ContractFactory(owner=colleague, product=product, last_name="Voisin")
    ContractFactory(product=product, last_name="Ailleurs", submitted=True)
    assert names(reader(agent).get(LIST)) == {"Mien", "Envoyé"}
    manager = UserFactory(manager=True, organisation=agent.organisation)
    assert names(reader(manager).get(LIST)) == {"Mien", "Envoyé", "Voisin"}
    assert names(reader(UserFactory(back_office=True)).get(LIST)) == {"Envoyé", "Ailleurs"}


@pytest.mark.parametrize("display", ["cartes", "lignes"])
def test_a_page_costs_the_same_queries_for_one_row_and_for_thirty(agent, product, display, django_assert_num_queries):
    client = reader(agent)
    address = f"{LIST}?affichage={display}&colonnes=agence&colonnes=conseiller&colonnes=produit"
    ContractFactory(owner=agent, product=product)
    client.get(address)
    with django_assert_num_queries(QUERIES - 1):  # one page holds them all: nothing to count
        client.get(address)
    for _ in range(30):
        ContractFactory(owner=agent, product=product)
    with django_assert_num_queries(QUERIES):
        assert client.get(address).context["page"].count_sentence == "31 contrats"


QUERIES = 5  # session, reader, count, rows, what waits (menu, bell, whether views are kept)


def test_several_statuses_at_once_and_a_period_in_the_address(agent, product):
    for name, trait in (("Brouillon", {}), ("Attente", {"submitted": True}), ("Validé", {"validated": True})):
        ContractFactory(owner=agent, product=product, last_name=name, **trait)
    client = reader(agent)
    assert names(client.get(f"{LIST}?statut=draft&statut=validated&statut=inconnu")) == {"Brouillon", "Validé"}
    today = dates.today()
    assert names(client.get(f"{LIST}?signe_du={today:%d/%m/%Y}")) == {"Validé"}
    assert names(client.get(f"{LIST}?signe_au={today.replace(year=today.year - 1)}")) == set()
    assert names(client.get(f"{LIST}?cree_du={today}&cree_au={today}&q=valid")) == {"Validé"}


def test_a_day_begins_and_ends_in_paris(agent, product):
    early = ContractFactory(owner=agent, product=product, last_name="Tôt")
    late = ContractFactory(owner=agent, product=product, last_name="Tard")
    day = dates.today().replace(day=2)
    Contract.objects.filter(pk=early.pk).update(created_at=dates.start_of_day(day))
    Contract.objects.filter(pk=late.pk).update(created_at=dates.end_of_day(day).replace(microsecond=999_999))
    assert names(reader(agent).get(f"{LIST}?cree_du={day}&cree_au={day}")) == {"Tôt", "Tard"}


def test_a_filter_that_cannot_be_understood_is_left_out_and_says_so(agent, product):
    ContractFactory(owner=agent, product=product)
    response = reader(agent).get(f"{LIST}?cree_du=31/02/2026&statut=__class__&tri=password&affichage=tableau")
    assert len(response.context["page"].records) == 1
    assert "Date invalide" in text(response)


def test_a_period_that_ends_before_it_begins_says_so_and_lists_nothing(agent, product):
    ContractFactory(owner=agent, product=product)
    client, today = reader(agent), dates.today()
    later = today.replace(year=today.year + 1)
    response = client.get(f"{LIST}?cree_du={later}&cree_au={today}")
    page = response.context["page"]
    assert (page.records, len(page.chips)) == ([], 2)
    told = "La fin de la période précède le début. Inversez les deux dates."
    assert text(response).count(told) == 2  # at its field, and where the rows would be
    assert told not in text(client.get(f"{LIST}?cree_du={today}&cree_au={later}"))
    assert told not in text(client.get(f"{LIST}?cree_du={later}&signe_au={today}"))


def test_the_filter_by_seller_and_agency_is_for_those_who_see_several(agent, product):
    julie = UserFactory(first_name="Julie", last_name="Élan", organisation=agent.organisation)
    ContractFactory(owner=julie, product=product, last_name="Vendu")
    ContractFactory(owner=agent, product=product, last_name="Autre")
    manager = reader(UserFactory(manager=True, organisation=agent.organisation))
    assert names(manager.get(f"{LIST}?agent=elan")) == {"Vendu"}
    assert names(manager.get(f"{LIST}?agent=introuvable")) == set()
    assert names(manager.get(f"{LIST}?produit=ENERGIE")) == {"Vendu", "Autre"}
    assert "agent" not in reader(agent).get(f"{LIST}?agent=elan").context["page"].form.fields


def test_suggestions_name_only_the_people_one_works_with(agent):
    UserFactory(first_name="Julie", last_name="Proche", organisation=agent.organisation)
    UserFactory(first_name="Julie", last_name="Lointaine")
    manager = reader(UserFactory(manager=True, organisation=agent.organisation))
    address = "/contrats/suggestions/?champ=agent&agent=julie"
    assert "Julie Proche" in manager.get(address).content.decode()
    assert "Lointaine" not in manager.get(address).content.decode()
    assert "Lointaine" in reader(UserFactory(back_office=True)).get(address).content.decode()
    assert reader(agent).get(address).content.strip() == b""


# --- the address and what a script swaps -----------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?statut=draft&q=mar", "?affichage=lignes&tri=client", "?q=introuvable"])
@pytest.mark.parametrize("part", ["listing", "results"])
def test_htmx_fragment_equals_the_full_page(agent, product, query, part):
    for name in ("Martin", "Marceau", "Durand"):
        ContractFactory(owner=agent, product=product, last_name=name)
    client = reader(agent)
    whole = without_secrets(client.get(LIST + query).content.decode())
    swapped = client.get(LIST + query, headers={**HTMX, "HX-Target": part})
    assert without_secrets(swapped.content.decode()).strip() in whole
    assert "<html" not in swapped.content.decode()


def test_the_address_after_a_swap_is_short_and_leads_to_the_same_rows(agent, product):
    ContractFactory(owner=agent, product=product, last_name="Martin")
    client = reader(agent)
    typed = f"{LIST}?q=mar&statut=&cree_du=&tri=recent&inconnu=1"
    response = client.get(typed, headers={**HTMX, "HX-Target": "results"})
    assert response["HX-Replace-Url"] == f"{LIST}?q=mar"
    clicked = client.get(f"{LIST}?tri=client&q=mar", headers={**HTMX, "HX-Target": "listing"})
    assert clicked["HX-Push-Url"] == f"{LIST}?q=mar&tri=client"
    assert "HX-Request" in clicked["Vary"]


def test_going_back_in_the_browser_gets_the_whole_page(agent):
    headers = {**HTMX, "HX-Target": "results", "HX-History-Restore-Request": "true"}
    assert "<html" in reader(agent).get(LIST, headers=headers).content.decode()


def test_the_choice_between_cards_and_rows_and_of_columns_is_remembered(agent, product):
    ContractFactory(owner=agent, product=product, city="Lyon")
    client = reader(agent)
    assert "<table" not in client.get(LIST).content.decode()
    shown = client.get(f"{LIST}?affichage=lignes&colonnes=ville&colonnes=inconnue").content.decode()
    assert shown.count("<th scope") == 4  # number and town, the row's own head and the footer's
    assert client.get(LIST).content.decode().count("<th scope") == 4
    client.cookies["liste-contrats"] = "x~~~;__class__." * 40
    assert client.get(LIST).status_code == 200


def test_a_filter_is_taken_off_by_its_chip(agent, product):
    page = reader(agent).get(f"{LIST}?statut=draft&statut=validated&q=a").context["page"]
    assert [(chip.label, chip.url) for chip in page.chips] == [
        ("Brouillon", f"{LIST}?q=a&statut=validated"),
        ("Validé", f"{LIST}?q=a&statut=draft"),
    ]


def test_next_and_previous_keep_filters_and_sort(agent, product):
    for number in range(30):
        ContractFactory(owner=agent, product=product, last_name=f"Nom{number:02}")
    client = reader(agent)
    first = client.get(f"{LIST}?tri=client&q=nom").context["page"]
    second = client.get(first.next_url).context["page"]
    assert [row.last_name for row in second.records] == [f"Nom{number}" for number in range(24, 30)]
    assert second.next_url == ""
    again = client.get(second.previous_url).context["page"]
    assert [row.pk for row in again.records] == [row.pk for row in first.records]


# --- nothing, much, odd ----------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(agent):
    client = reader(agent)
    assert "Remplissez un premier contrat" in text(client.get(LIST))
    nothing = text(client.get(f"{LIST}?q=rien"))
    assert "Rien ne correspond" in nothing
    assert nothing.count("Tout afficher") == 1
    assert "Cette page est vide" not in text(client.get(LIST))


def test_long_and_odd_names_are_shown_as_they_are(agent, product):
    ContractFactory(owner=agent, product=product, last_name="=cmd()<b>" + "x" * 100, company_name="")
    for display in ("cartes", "lignes"):
        assert "=cmd()&lt;b&gt;" in reader(agent).get(f"{LIST}?affichage={display}").content.decode()


VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["__class__", "-1", "9" * 400, "1e999", "2026-13-45", "31/02/2026", "%", "'", "lignes", "tout", "draft"]
    ),
)
PARAMETERS = st.sampled_from(
    "q statut agent agence produit cree_du cree_au signe_du signe_au tri affichage colonnes suite vue filter id".split()
)


@pytest.mark.usefixtures("menu_counted_once")
@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    query=st.lists(st.tuples(PARAMETERS, VALUES), max_size=6),
    role=st.sampled_from(["agent", "back_office"]),
    rank=st.integers(0, 10_000),
    part=st.booleans(),
)
def test_no_parameter_of_any_list_breaks_it(desk, query, role, rank, part):
    """One list per example: they share their code, so that each meets some twenty of the examples."""
    client, listings = desk[role]
    listing = listings[rank % len(listings)]
    headers = {**HTMX, "HX-Target": "results"} if part else {}
    response = client.get(listing.url, QueryList(query), headers=headers)
    assert response.status_code in (200, 302, 400), (listing.name, query)


class QueryList(list):
    """Parameters in their order, doubles kept, as `django.test` takes a mapping's items."""

    def items(self):
        return iter(self)


@pytest.fixture
def desk():
    """Return, for each role, a logged-in client and the lists it may open."""
    people = {"agent": UserFactory(), "back_office": UserFactory(back_office=True)}
    ContractFactory(owner=people["agent"], submitted=True)
    found = {}
    for role, user in people.items():
        client = PlainClient()
        client.force_login(user)
        found[role] = client, [listing for listing in every() if user.has_right(listing.right)]
        assert len(found[role][1]) > 3
    return found


def test_every_status_may_be_asked_for_but_drafts_are_the_sellers_own(agent):
    offered = dict(reader(UserFactory(back_office=True)).get(LIST).context["page"].form.fields["statut"].choices)
    assert set(offered) == set(Status.values) - {Status.DRAFT}
    assert set(dict(reader(agent).get(LIST).context["page"].form.fields["statut"].choices)) == set(Status.values)


def test_a_whole_number_finds_that_contract_and_no_other(agent, product):
    found = ContractFactory(owner=agent, product=product, submitted=True, last_name="Premier")
    ContractFactory(owner=agent, product=product, submitted=True, last_name="Second")
    client = reader(agent)
    assert names(client.get(f"{LIST}?q=%20{found.number.lower()}%20")) == {"Premier"}
    assert names(client.get(f"{LIST}?q={found.number[:-1]}")) >= {"Premier"}
    assert names(reader(UserFactory()).get(f"{LIST}?q={found.number}")) == set()


def test_a_search_that_finds_more_than_it_counts_can_be_chosen_whole(agent, product, monkeypatch):
    monkeypatch.setattr(counting, "MOST_FINDS", 3)
    ContractFactory.create_batch(26, owner=agent, product=product, last_name="Durand")
    page = reader(agent).get(f"{LIST}?q=durand&affichage=lignes").context["page"]
    assert page.count_sentence == "plus de 3 contrats"
    assert page.may_choose_all
    assert not page.chips
