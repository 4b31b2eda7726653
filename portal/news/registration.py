"""What news tell the rest of the portal: menu, home, notifications, sentences of their history."""

from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence, register_sentences
from portal.core import counts, home, menu, search
from portal.messaging import kinds
from portal.news import blocks, queries
from portal.news.notices import PUBLISHED
from portal.news.search import NEWS

UNREAD = "news.unread"


def register_all() -> None:
    counts.register(UNREAD, queries.unread_by)
    kinds.register(PUBLISHED)
    search.register(NEWS)
    home.register(home.HomeBlock("news.latest", blocks.latest, None, 900))
    menu.register(
        menu.MenuEntry(
            _("Actualités"),
            "news:list",
            "news",
            None,
            700,
            active_prefix="/actualites/",
            count=lambda user: counts.of(user)[UNREAD],
        )
    )
    register_sentences(
        {
            "news.published": Sentence(_("{actor} a publié l’actualité"), icon="news", tone="success"),
            "news.unpublished": Sentence(_("{actor} a remis l’actualité en brouillon"), icon="pencil", tone="muted"),
        }
    )
