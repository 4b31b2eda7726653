"""Tabs above a list: presets and saved views, the active one, and their counts."""

import pytest
from django.http import QueryDict

from portal.access.roles import Role
from portal.core.prepared_queries import counts
from portal.ui.listing import registry
from portal.ui.listing.address import Address
from portal.ui.listing.sources import selected
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
LIST, COUNTS = "/contrats/", "/contrats/comptes/"
PRESETS = [(listing, preset) for listing in registry.every() for preset in listing.presets]


@pytest.fixture
def agent():
    return UserFactory()


def tabs_at(user, query: str) -> dict[str, bool]:
    return {tab.label: tab.active for tab in reader(user).get(f"{LIST}?{query}").context["tabs"]}


def active_at(user, query: str) -> list[str]:
    return [label for label, active in tabs_at(user, query).items() if active]


def save(user, name: str, query: str) -> None:
    reader(user).post("/vues/contrats/", {"name": name, "query": query})


def test_presets_and_own_views_are_tabs_and_the_active_one_is_marked(agent):
    save(agent, "Mes brouillons", "statut=draft&tri=client")
    presets = ["Tout", "Brouillons", "À signer", "À confirmer", "Validés", "Rétractés"]
    assert list(tabs_at(agent, "vue=tout")) == [*presets, "Mes brouillons"]
    assert active_at(agent, "vue=tout") == ["Tout"]
    assert active_at(agent, "statut=awaiting_client&tri=client") == ["À signer"]
    assert active_at(agent, "statut=draft&tri=client") == ["Mes brouillons"]
    assert active_at(agent, "statut=draft") == ["Brouillons"]
    assert active_at(agent, "statut=draft&q=zoe") == []


def test_counts_are_of_the_readers_own_rows_in_one_query(agent, django_assert_num_queries):
    ContractFactory.create_batch(2, owner=agent, awaiting_client=True)
    ContractFactory(owner=agent)
    ContractFactory(awaiting_client=True)
    client = reader(agent)
    found = client.get(COUNTS).json()
    assert {key: number for key, number in found.items() if number != "0"} == {
        "tout": "3",
        "brouillons": "1",
        "a-signer": "2",
    }
    with django_assert_num_queries(4):  # session, account, what waits (are there views), counts
        client.get(COUNTS)


def test_counts_stop_at_their_limit(agent, monkeypatch):
    monkeypatch.setattr(counts, "MOST_FIGURED", 3)
    ContractFactory.create_batch(4, owner=agent)
    assert reader(agent).get(COUNTS).json()["tout"] == "2+"


def test_tabs_add_no_query_to_the_page(agent, django_assert_num_queries):
    client = reader(agent)
    client.get(LIST)
    with django_assert_num_queries(4):  # session, account, contracts, what waits
        client.get(LIST)


def test_counts_need_the_right_of_the_list():
    partner = reader(UserFactory(role=Role.PARTNER))
    assert partner.get(COUNTS).status_code == 403


@pytest.mark.parametrize(("listing", "preset"), PRESETS, ids=[f"{ls.name}-{preset.key}" for ls, preset in PRESETS])
def test_every_preset_names_filters_and_choices_of_its_list(listing, preset):
    readers = [UserFactory(role=role) for role in (Role.BACK_OFFICE, Role.AGENT)]
    user = next(user for user in readers if preset.allows(user))
    address = Address.read(listing, QueryDict(preset.query))
    form = selected(listing, user, address).form
    form.full_clean()
    assert address.url() == f"{listing.url}?{preset.query}"
    for name, value in address.filters:
        assert value in str(form.cleaned_data[name])
