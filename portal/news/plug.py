from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.page_queries import waiting_of
from portal.core.plugs import Plug
from portal.core.plugs.administration import AdministrationPage
from portal.core.plugs.home import HomeBlock
from portal.core.plugs.menu import MenuEntry
from portal.news import blocks, queries
from portal.news.listing import WRITING
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
    lists=WRITING,
    administration=AdministrationPage(
        _("Rédaction"),
        _("Écrire, programmer et publier les actualités."),
        "news:writing",
        "writing",
        Permission.NEWS_WRITE,
        40,
    ),
    counts={UNREAD: queries.unread_by},
    notices=PUBLISHED,
    search=NEWS,
    home=HomeBlock("news.latest", blocks.latest, None, 900),
    history={
        "news.published": Sentence(_("{actor} a publié l’actualité"), icon="news", tone="success"),
        "news.scheduled": Sentence(_("{actor} a programmé l’actualité pour le {day}"), icon="calendar", tone="info"),
        "news.unpublished": Sentence(_("{actor} a remis l’actualité en brouillon"), icon="pencil", tone="muted"),
    },
)
