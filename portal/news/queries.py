"""What pages read of news."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext

from portal.core.page_queries import page_rows
from portal.core.values import dates
from portal.news.models import News


def list_for(user):
    """The news of a reader's list, each with whether it was read."""
    return News.objects.for_reader(user).told_whether_read(user).prefetch_related("pictures")


def unread_by(user):
    return News.objects.for_reader(user).unread_by(user)


def readers_of(news: News):
    """The open accounts that a piece of news is addressed to: the same rule as `NewsQuerySet.addressed_to`."""
    audience = list(news.audience.all())
    roles = [row.role for row in audience if row.role]
    kinds = [row.organisation_kind for row in audience if row.organisation_kind]
    readers = get_user_model().objects.filter(is_active=True)
    if roles:
        readers = readers.filter(role__in=roles)
    if kinds:
        readers = readers.filter(organisation__kind__in=kinds)
    return readers


def audience_label(news: News) -> str:
    """Whom a piece of news is for, in words: « Agent commercial, Partenaire »; one query."""
    return ", ".join(str(row) for row in news.audience.order_by("role", "organisation_kind")) or gettext(
        "tout le monde"
    )


def to_announce():
    """What came out and was not announced yet."""
    return News.objects.published().filter(announced_at__isnull=True).order_by("publish_at", "pk")


@page_rows
def latest_for(user, now, *, count: int):
    """The newest titles and introductions; their texts are read on their own pages."""
    found = News.objects.for_reader(user, now).told_whether_read(user)
    return found.only("title", "summary", "publish_at").order_by("-publish_at", "-pk")[:count]


def is_recent(news: News, days: int) -> bool:
    return (dates.now() - news.publish_at).days < days
