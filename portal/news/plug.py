from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence
from portal.core.page_queries import waiting_of
from portal.core.plugs import Plug
from portal.core.plugs.home import HomeBlock
from portal.core.plugs.menu import MenuEntry
from portal.news import blocks, queries
from portal.news.notices import PUBLISHED
from portal.news.search import NEWS

UNREAD = "news.unread"

PLUG = Plug(
    menu=MenuEntry(
        _("Actualités"),
        "news:list",
        "news",
        None,
        700,
        active_prefix="/actualites/",
        count=lambda user: waiting_of(user)[UNREAD],
    ),
    counts={UNREAD: queries.unread_by},
    notices=PUBLISHED,
    search=NEWS,
    home=HomeBlock("news.latest", blocks.latest, None, 900),
    history={
        "news.published": Sentence(_("{actor} a publié l’actualité"), icon="news", tone="success"),
        "news.unpublished": Sentence(_("{actor} a remis l’actualité en brouillon"), icon="pencil", tone="muted"),
    },
)
