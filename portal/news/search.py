"""News in the search over everything."""

from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.plugs.search import Hit, SearchSource
from portal.core.values import dates
from portal.news.models import News


def search_news(user, words: str, limit: int) -> list[Hit]:
    """The newest news that `user` may read and that match, drafts first for those who write them; one query."""
    found = News.objects.visible_to(user).matching(words)
    return [_hit(news) for news in found.order_by(F("publish_at").desc(nulls_first=True), "-pk")[:limit]]


def _hit(news: News) -> Hit:
    return Hit(
        title=news.title,
        url=news.get_absolute_url(),
        subtitle=dates.long_date(news.publish_at) if news.publish_at else "",
        status_label="" if news.is_published else news.status_label,
        status_tone=news.status_tone,
    )


NEWS = SearchSource(
    name="news",
    label=_("Actualités"),
    icon="news",
    search=search_news,
    order=50,
    all_url=lambda words: f"{reverse('news:list')}?{urlencode({'q': words})}",
)
