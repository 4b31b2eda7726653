"""The week of the team: whole weeks, a Saturday when it is used, one name among many."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from portal.core.values import dates
from presales.meetings.rules import Proposal
from presales.meetings.views.week import EXPERTS_A_PAGE
from tests.factories.presales import ExpertFactory, tale_at, three

pytestmark = pytest.mark.django_db


def next_saturday():
    return dates.week_of(dates.today()) + timedelta(days=12)


def on(day, expert) -> Proposal:
    start = datetime.combine(day, time(10), tzinfo=dates.PARIS)
    return Proposal(start, start.astimezone(UTC) + timedelta(hours=1), expert)


def test_saturday_and_sunday_are_there_when_something_stands_there(client):
    tale = tale_at("in_progress")
    client.force_login(tale.expert)
    address = f"{reverse('presales:week')}?du={next_saturday():%Y-%m-%d}"
    page = client.get(address).content.decode()
    assert "Vendredi" in page
    assert "Samedi" not in page
    first, second, _third = three(tale.expert, first_day=14)
    tale.propose([first, second, on(next_saturday(), tale.expert)])
    page = client.get(address).content.decode()
    assert "Samedi" in page
    assert "Dimanche" not in page
    assert tale.opportunity.company_name in page


def test_search_by_name_is_kept_from_week_to_week(client):
    tale = tale_at("planned", expert=ExpertFactory(last_name="Élouan"))
    ExpertFactory(last_name="Kervella")
    client.force_login(tale.expert)
    day = tale.request.slots.order_by("start")[0].start
    page = client.get(reverse("presales:week"), {"du": f"{day:%Y-%m-%d}", "intervenant": "ELOU"}).content.decode()
    assert "Élouan" in page.split("<table")[1]
    assert "Kervella" not in page
    assert tale.opportunity.company_name in page
    assert page.count('&amp;intervenant=ELOU" rel="') == 2
    assert "Personne de ce nom" in client.get(reverse("presales:week"), {"intervenant": "zzzz"}).content.decode()


def test_a_large_team_is_shown_page_by_page_for_the_same_queries(client, django_assert_max_num_queries):
    people = [ExpertFactory(last_name=f"Nom{rank:02d}") for rank in range(EXPERTS_A_PAGE + 3)]
    client.force_login(people[0])
    page = client.get(reverse("presales:week")).content.decode()
    assert page.count('scope="row"') == EXPERTS_A_PAGE
    address = page.split('rel="next">')[-2].split('href="')[-1].split('"')[0].replace("&amp;", "&")
    with django_assert_max_num_queries(6):
        following = client.get(f"{reverse('presales:week')}{address}").content.decode()
    assert following.count('scope="row"') == 3
    assert "Nom14" in following


def test_today_is_marked(client, time_machine):
    time_machine.move_to("2026-12-02T10:00:00+01:00")
    client.force_login(ExpertFactory())
    assert 'aria-current="date">Mercredi 2 déc.' in client.get(reverse("presales:week")).content.decode()


def test_on_a_sunday_the_week_is_the_one_that_comes(client, time_machine):
    time_machine.move_to("2026-11-22T10:00:00+01:00")
    client.force_login(ExpertFactory())
    assert "Semaine du 23 novembre 2026" in client.get(reverse("presales:week")).content.decode().replace("\xa0", " ")


def test_the_menu_marks_the_queue_whose_tab_the_week_is(client):
    client.force_login(ExpertFactory())
    page = client.get(reverse("presales:week")).content.decode()
    marked = [link for link in page.split("<a ") if 'class="nav__link"' in link and 'aria-current="page"' in link]
    assert [reverse("presales:queue") in link for link in marked] == [True]
