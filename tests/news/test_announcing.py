"""The notification of news: for those who asked, once, when they come out."""

from datetime import timedelta

import pytest

from portal.access.roles import Role
from portal.core.values import dates
from portal.messaging.choices import Places, choose
from portal.messaging.models import Message
from portal.messaging.notices import unread_count
from portal.messaging.states import Channel
from portal.news import actions
from portal.news.models import News
from portal.news.tasks import announce
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.news import NewsFactory

pytestmark = pytest.mark.django_db
KIND = "news.published"


@pytest.fixture
def curious():
    user = UserFactory()
    choose(by=user, places={KIND: Places(portal=True, mail=True)})
    return user


def sent() -> list[tuple[str, str]]:
    return sorted(Message.objects.filter(kind=KIND).values_list("channel", "recipient"))


def test_those_who_asked_are_told_once_and_nobody_else(curious):
    UserFactory()
    NewsFactory()
    announce()
    announce()
    assert sent() == sorted([(Channel.PORTAL, str(curious.pk)), (Channel.EMAIL, curious.email)])


def test_what_is_not_out_yet_is_told_when_it_comes_out(curious):
    news = NewsFactory(scheduled=True)
    NewsFactory(draft=True)
    assert actions.announce_due() == 0
    News.objects.filter(pk=news.pk).update(publish_at=dates.now())
    assert actions.announce_due() == 1
    assert len(sent()) == 2


def test_nobody_is_told_of_what_they_may_not_read(curious):
    NewsFactory(roles=[Role.PARTNER])
    NewsFactory(kinds=["company"])
    announce()
    assert sent() == []


def test_what_bears_an_old_date_is_no_news(curious):
    NewsFactory(publish_at=dates.now() - timedelta(days=5))
    assert actions.announce_due() == 1
    assert sent() == []


def test_taken_back_and_published_again_it_is_told_once(curious):
    news = NewsFactory()
    announce()
    actions.unpublish(news=news, by=news.author)
    actions.publish(news=news, by=news.author)
    announce()
    assert len(sent()) == 2


def test_opening_the_news_puts_its_notice_away(curious):
    news = NewsFactory()
    announce()
    assert unread_count(curious) == 1
    reader(curious).get(f"/actualites/{news.pk}/")
    assert unread_count(curious) == 0
