"""Sessions end after hours without a page, and after days whatever happens."""

from datetime import timedelta

import pytest
import time_machine

from portal.core.values import dates
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
PAGE = "/parametres/"


@pytest.fixture(autouse=True)
def limits(settings):
    settings.SESSION_IDLE_HOURS, settings.SESSION_MAX_DAYS = 8, 30


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-10T12:00:00+01:00", tick=False) as traveller:
        yield traveller


def test_session_ends_after_eight_hours_without_a_page(client, agent, clock):
    client.post("/connexion/", {"login": agent.email, "password": PASSWORD, "remember": "on"})
    clock.shift(timedelta(hours=7, minutes=59))
    assert client.get(PAGE).status_code == 200
    clock.shift(timedelta(hours=7, minutes=59))
    assert client.get(PAGE).status_code == 200
    clock.shift(timedelta(hours=8, minutes=1))
    answer = client.get(PAGE, follow=True)
    assert answer.redirect_chain == [("/connexion/?next=/parametres/", 302)]
    assert "fermée après 8 heures sans activité" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_session_ends_after_thirty_days_of_use(client, agent, clock):
    client.post("/connexion/", {"login": agent.email, "password": PASSWORD, "remember": "on"})
    for _ in range(5 * 30):
        clock.shift(timedelta(hours=4, minutes=45))
        assert client.get(PAGE).status_code == 200
    clock.shift(timedelta(hours=7))
    assert client.get(PAGE).status_code == 200
    clock.shift(timedelta(hours=3))
    assert "plus de 30 jours" in client.get(PAGE, follow=True).content.decode()


def test_limits_are_settings(client, agent, clock, settings):
    settings.SESSION_IDLE_HOURS = 1
    client.post("/connexion/", {"login": agent.email, "password": PASSWORD})
    clock.shift(timedelta(minutes=61))
    assert "après 1 heure sans" in client.get(PAGE, follow=True).content.decode()


def test_page_fetched_ahead_renews_nothing(login, agent, clock):
    client = login(agent)
    clock.shift(timedelta(hours=7))
    client.get(PAGE, headers={"Sec-Purpose": "prefetch;prerender"})
    clock.shift(timedelta(hours=2))
    assert client.get(PAGE).status_code == 302


def test_session_is_written_every_five_minutes_at_most(login, agent, clock, django_assert_num_queries):
    client = login(agent)
    clock.shift(timedelta(minutes=4))
    client.get(PAGE)
    assert client.session["seen_at"] < dates.now().timestamp()
    clock.shift(timedelta(minutes=2))
    client.get(PAGE)
    assert client.session["seen_at"] == dates.now().timestamp()
