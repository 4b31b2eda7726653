"""The news of the demonstration: something to read for everybody, something left to read."""

import pytest

from portal.access.roles import Role
from portal.demo import company
from portal.demo.team import make_team
from portal.news.demo import SAMPLES, make_news
from portal.news.models import News

pytestmark = pytest.mark.django_db


def test_every_role_finds_news_and_the_sellers_some_unread():
    team = make_team(company.dice(0))
    assert make_news(team) == len(SAMPLES)
    for user in team.people.values():
        assert News.objects.for_reader(user).exists(), user
    agent = next(user for user in team.people.values() if user.role == Role.AGENT)
    assert 0 < News.objects.for_reader(agent).unread_by(agent).count() < 4


def test_a_second_run_adds_nothing():
    team = make_team(company.dice(0))
    make_news(team)
    assert make_news(team) == 0


def test_clients_read_nothing_about_drafts_and_reminders():
    team = make_team(company.dice(0))
    make_news(team)
    for user in team.people.values():
        told = News.objects.for_reader(user).filter(title__startswith="À faire").exists()
        assert told == (user.role != Role.CLIENT), user
