"""Rooms plug in what other pages show of them; what cannot be plugged in is named when the portal starts."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.urls import reverse

from portal.access.permissions import Permission
from portal.core import plugs
from portal.core.management.commands.plugs_doc import PAGE
from portal.core.plugs import SOCKETS, Plug, Socket
from portal.core.plugs.page import plugs_page
from portal.core.plugs.tabs import TABS, Tab
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory


@dataclass(frozen=True)
class Thing:
    name: str
    order: int = 100


@pytest.fixture
def socket(monkeypatch) -> Socket:
    monkeypatch.setattr(plugs, "SOCKETS", {})
    return Socket("things", Thing, "Things.")


@pytest.fixture
def room(monkeypatch):
    """A room whose plug holds what the test says."""

    def plugging(**plugged):
        monkeypatch.setattr(plugs, "plug_modules", lambda: ["a.room.plug"])
        monkeypatch.setattr(plugs, "import_module", lambda name: SimpleNamespace(PLUG=Plug(**plugged)))
        plugs.collect()

    return plugging


def test_the_page_of_plugs_is_current():
    assert PAGE.read_text(encoding="utf-8") == plugs_page(), "run: manage.py plugs_doc"


def test_one_item_several_and_a_mapping_are_taken(socket, room):
    for items in (Thing("a", order=2), [Thing("b", order=1), Thing("c")], {"d": Thing("another name", order=0)}):
        room(things=items)
    assert [thing.name for thing in socket.in_order()] == ["another name", "b", "a", "c"]
    assert socket.find("d") == Thing("another name", order=0)


def test_unknown_socket_is_named_with_those_there_are(socket, room):
    with pytest.raises(ValueError, match=r"a\.room\.plug: no socket is called 'thing'; there are things"):
        room(thing=Thing("a"))


def test_item_of_another_kind_is_refused(socket, room):
    with pytest.raises(TypeError, match="things takes Thing, not 'a'"):
        room(things=["a"])


def test_two_items_of_one_name_are_refused(socket, room):
    with pytest.raises(ValueError, match="things: a is taken"):
        room(things=[Thing("a"), Thing("a", order=1)])


def test_every_room_with_a_plug_is_found():
    assert {"crm.clients.plug", "presales.opportunities.plug", "portal.messaging.plug"} <= set(plugs.plug_modules())
    assert SOCKETS["menu"].find("crm:list") is not None


# --- tabs of a record's file ------------------------------------------------------------------------------


@pytest.fixture
def only_page(monkeypatch) -> dict[str, Tab]:
    """A client's file without what the rooms of today add to it."""
    held = {"crm:data": TABS.held["crm:data"]}
    monkeypatch.setattr(TABS, "held", held)
    return held


@pytest.fixture
def tab(monkeypatch, only_page):
    """Another page of a client's file, at the address of one that exists."""

    def plugging(**said):
        held = only_page | {"contracts:new": Tab("crm:data", "Drive", "crm.client", order=20, **said)}
        monkeypatch.setattr(TABS, "held", held)

    return plugging


def file_of(login, agent) -> str:
    page = reverse("crm:data", args=[ClientFactory(owner=agent, agency=agent.organisation).pk])
    return login(agent).get(page).content.decode()


@pytest.mark.django_db
def test_a_single_page_needs_no_tabs(login, only_page):
    assert 'class="tabs"' not in file_of(login, UserFactory())


@pytest.mark.django_db
def test_tabs_show_the_current_page_and_what_is_filled_in(login, tab):
    tab(completion=lambda client: (3, 5))
    page = file_of(login, UserFactory())
    assert 'aria-label="Fiche client"' in page
    assert 'Drive <span class="tabs__count">3/5</span>' in page
    tab(completion=lambda client: (5, 5))
    assert 'aria-label="Complet"' in file_of(login, UserFactory())


@pytest.mark.django_db
def test_tabs_that_do_not_concern_the_reader_are_hidden(login, tab):
    tab(right=Permission.CONTRACTS_CONFIRM)
    assert "Drive" not in file_of(login, UserFactory())
    tab(applies=lambda user, client: False)
    assert "Drive" not in file_of(login, UserFactory())
