"""What requests tell the apps below: timeline sentences, notices, the menu, the search, the home page."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.audit.history import register_sentences
from portal.core import belongings, menu, panels, search
from portal.core import board as board_page
from portal.core import home as home_page
from portal.core.belongings import Belonging
from portal.core.menu import MenuEntry
from portal.help import articles
from portal.messaging import kinds
from portal.ui.listing import registry
from presales.requests import board, home, notices
from presales.requests import panels as own_panels
from presales.requests.actions import handing, leaving
from presales.requests.help import ARTICLES
from presales.requests.listing import REQUESTS
from presales.requests.search import REQUESTS as SOURCE
from presales.requests.sentences import SENTENCES

BELONGINGS = (
    Belonging(
        "opportunities",
        _("Opportunités"),
        leaving.count_opportunities,
        leaving.hand_over_opportunities,
        40,
        problem=leaving.heir_problem,
    ),
    Belonging(
        "presales_asked",
        _("Demandes avant-vente en cours"),
        leaving.count_asked,
        leaving.hand_over_asked,
        41,
        problem=leaving.heir_problem,
    ),
    Belonging(
        "presales_followed",
        _("Demandes avant-vente suivies et rendez-vous à venir"),
        handing.count_followed,
        handing.hand_over_followed,
        42,
        problem=handing.takeover_problem,
    ),
)
ENTRIES = (
    MenuEntry(
        _("Demandes avant-vente"),
        "presales:requests",
        "calendar-event",
        Permission.OPPORTUNITIES,
        52,
        active_prefix="/avant-vente/",
    ),
    MenuEntry(
        _("File avant-vente"),
        "presales:queue",
        "inbox",
        Permission.PRESALES_HANDLE,
        54,
        active_prefix="/avant-vente/file/",
        also_active="/avant-vente/semaine/",
    ),
)


def register_all() -> None:
    register_sentences(SENTENCES)
    registry.register(REQUESTS)
    search.register(SOURCE)
    panels.register(own_panels.PANEL)
    for each in BELONGINGS:
        belongings.register(each)
    articles.register(*ARTICLES)
    for kind in notices.KINDS:
        kinds.register(kind)
    for source in board.SOURCES:
        board_page.register(source)
    for block in home.BLOCKS:
        home_page.register(block)
    for entry in ENTRIES:
        menu.register(entry)
