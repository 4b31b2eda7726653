"""Somebody leaves: what they own is shown, goes to another, and their account closes at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.models import Contract
from crm.models import Client
from portal.accounts import actions, departures
from portal.accounts.models import User
from portal.audit.chain import all_problems
from portal.audit.history import history_of
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver():
    """An agent with a contract, a draft and a client."""
    user = UserFactory(first_name="Camille", last_name="Partante")
    ContractFactory(awaiting_client=True, owner=user)
    ContractFactory(owner=user)
    return user


def address(user) -> str:
    return f"/admin/accounts/user/{user.pk}/depart/"


def test_what_is_owned_is_shown_before_anything_happens(login, back_office, leaver):
    page = login(back_office).get(address(leaver)).content.decode()
    counts = {owned.label: owned.count for owned in departures.owned_by(leaver)}
    assert counts == {"Contrats": 1, "Brouillons": 1, "Clients": Client.objects.filter(owner=leaver).count()}
    for label in counts:
        assert label in page


def test_everything_goes_to_an_agent_of_another_agency_with_an_event_on_each(login, back_office, leaver):
    heir = UserFactory(first_name="Nadia", last_name="Héritière")
    ClientFactory(owner=leaver)
    count = sum(owned.count for owned in departures.owned_by(leaver))
    form = {"successor": heir.pk, "close": "on", "reason": "Départ à la retraite"}
    page = login(back_office).post(address(leaver), form, follow=True).content.decode()
    assert f"{count} fiches sont maintenant à Nadia Héritière." in page
    assert departures.owned_by(leaver) == []
    assert {(row.owner, row.agency) for row in [*Contract.objects.all(), *Client.objects.all()]} == {
        (heir, heir.organisation)
    }
    for row in [*Contract.objects.all(), *Client.objects.filter(owner=heir)]:
        line = history_of(row)[0]
        assert line.sentence.endswith("à Nadia Héritière")
        assert line.reason == "Départ à la retraite"
    assert not User.objects.get(pk=leaver.pk).is_active
    assert list(all_problems()) == [], "the chains are whole"


def test_a_colleague_of_the_agency_is_offered_and_others_are_searched_for(login, back_office, leaver):
    UserFactory(organisation=leaver.organisation, last_name="Voisine")
    UserFactory(last_name="Lointain")
    client = login(back_office)
    page = client.get(address(leaver)).content.decode()
    assert "Voisine" in page
    assert "Lointain" not in page
    assert "Lointain" in client.get(address(leaver), {"q": "lointain"}).content.decode()


@pytest.mark.parametrize("kind", ["closed", "back_office", "oneself", "nobody"])
def test_only_those_who_sell_and_are_there_receive(login, back_office, leaver, kind):
    heir = {
        "closed": lambda: UserFactory(is_active=False).pk,
        "back_office": lambda: back_office.pk,
        "oneself": lambda: leaver.pk,
        "nobody": lambda: 999_999,
    }[kind]()
    page = login(back_office).post(address(leaver), {"successor": heir, "close": "on"})
    assert "errorlist" in page.content.decode()
    assert departures.owned_by(leaver)
    assert User.objects.get(pk=leaver.pk).is_active


def test_large_portfolios_move_in_batches_and_the_page_says_what_is_left(login, back_office, leaver, monkeypatch):
    monkeypatch.setattr(departures, "BATCH", 2)
    monkeypatch.setattr(departures, "MOST_AT_ONCE", 3)
    heir = UserFactory(organisation=leaver.organisation)
    for _each in range(4):
        ClientFactory(owner=leaver)
    before = sum(owned.count for owned in departures.owned_by(leaver))
    client = login(back_office)
    page = client.post(address(leaver), {"successor": heir.pk}, follow=True).content.decode()
    assert f"Il en reste {before - 3}" in page
    while departures.owned_by(leaver):
        client.post(address(leaver), {"successor": heir.pk})
    assert sum(owned.count for owned in departures.owned_by(heir)) == before
    assert list(all_problems()) == []


def test_a_batch_costs_the_same_for_two_and_for_six(back_office):
    asked = []
    for total in (2, 6):
        user, heir = UserFactory(), UserFactory()
        for _each in range(total):
            ClientFactory(owner=user)
        with CaptureQueriesContext(connection) as queries:
            departures.hand_over(user=user, to=heir, by=back_office)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_sessions_end_at_once(login, back_office, leaver, client):
    from tests.client import StrictClient

    browser = StrictClient()
    browser.force_login(leaver)
    assert browser.get("/").status_code == 200
    login(back_office).post(address(leaver), {"close": "on"})
    assert browser.get("/").status_code == 302


def test_closing_an_account_without_an_heir_says_what_is_left_with_nobody(login, back_office, leaver):
    count = sum(owned.count for owned in departures.owned_by(leaver))
    page = login(back_office).post(address(leaver), {"close": "on", "reason": "Départ"}, follow=True).content.decode()
    assert not User.objects.get(pk=leaver.pk).is_active
    assert f"{count} fiches ne sont confiées à personne" in page


def test_the_last_superuser_is_not_deactivated(superuser, back_office):
    assert actions.deactivate(user=superuser, by=back_office) is False
    assert User.objects.get(pk=superuser.pk).is_active
    other = UserFactory(back_office=True, is_superuser=True)
    assert actions.deactivate(user=superuser, by=other) is True
    assert actions.deactivate(user=other, by=superuser) is False


def test_nobody_closes_their_own_account_there(login, superuser):
    UserFactory(back_office=True, is_superuser=True)
    login(superuser).post(address(superuser), {"close": "on"})
    assert User.objects.get(pk=superuser.pk).is_active


def test_a_back_office_account_does_not_close_a_superuser(login, superuser, back_office):
    UserFactory(back_office=True, is_superuser=True)
    login(back_office).post(address(superuser), {"close": "on"})
    assert User.objects.get(pk=superuser.pk).is_active


def test_agents_do_not_open_it(login, leaver):
    assert login(UserFactory()).get(address(leaver)).status_code in (302, 403)
