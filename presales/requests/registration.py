"""What requests tell the apps below: timeline sentences, notices, the menu, the search, the home page."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.audit.history import register_sentences
from portal.core import board as board_page
from portal.core import home as home_page
from portal.core import menu, panels, search
from portal.messaging import kinds
from portal.ui.listing import registry
from presales.requests import board, home, notices
from presales.requests import panels as own_panels
from presales.requests.listing import REQUESTS
from presales.requests.search import REQUESTS as SOURCE
from presales.requests.sentences import SENTENCES


def register_all() -> None:
    register_sentences(SENTENCES)
    registry.register(REQUESTS)
    search.register(SOURCE)
    panels.register(own_panels.PANEL)
    for kind in notices.KINDS:
        kinds.register(kind)
    for source in board.SOURCES:
        board_page.register(source)
    for block in home.BLOCKS:
        home_page.register(block)
    for label, name, icon, right, order, prefix in (
        (_("Demandes avant-vente"), "requests", "calendar-event", Permission.OPPORTUNITIES, 52, "/avant-vente/"),
        (_("File avant-vente"), "queue", "inbox", Permission.PRESALES_HANDLE, 54, "/avant-vente/file/"),
    ):
        menu.register(menu.MenuEntry(label, f"presales:{name}", icon, right, order, active_prefix=prefix))
