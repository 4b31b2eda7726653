"""The notification of a piece of news: only for those who asked for it, as the menu tells everybody else."""

from django.utils.translation import gettext_lazy as _

from portal.access.roles import Role
from portal.core.values import dates
from portal.messaging.kinds import Kind
from portal.messaging.models import Message
from portal.messaging.notices import notify, unread_of
from portal.news.models import News

PUBLISHED = Kind(
    "news.published", _("Une actualité est publiée"), tuple(Role), default_portal=False, icon="news", tone="info"
)


def tell_published(news: News, *, readers) -> None:
    notify(
        readers,
        PUBLISHED.name,
        about=news,
        template="news/notices/published",
        context={"news": news},
        url=news.get_absolute_url(),
        dedupe=str(news.pk),
    )


def put_away(news: News, *, reader) -> None:
    """The notice of what was just opened has had its answer."""
    about = Message.objects.about(news).values("pk")
    unread_of(reader).filter(pk__in=about).order_by().update(read_at=dates.now())
