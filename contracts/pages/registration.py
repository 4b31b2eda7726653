"""What contracts tell the apps below: timeline sentences, menu entries, the purpose of their links."""

from django.utils.translation import gettext_lazy as _

from contracts.pages import board as contracts_board
from contracts.pages import home
from contracts.pages import panels as client_panels
from contracts.pages import search as searching
from contracts.pages.help import ARTICLES
from contracts.pages.listing import CONTRACTS
from contracts.sales import notices
from contracts.sales import retention as keeping
from contracts.sales.actions import handing
from contracts.sales.sentences import SENTENCES
from contracts.signature.views import public
from portal.access.permissions import Permission
from portal.audit.history import register_sentences
from portal.core import belongings, board, panels, retention, search
from portal.core import home as home_page
from portal.core.menu import MenuEntry, register
from portal.help import articles
from portal.links import purposes
from portal.messaging import kinds
from portal.ui.listing import registry


def register_all() -> None:
    registry.register(CONTRACTS)
    register_sentences(SENTENCES)
    articles.register(*ARTICLES)
    belongings.register(
        belongings.Belonging("contracts", _("Contrats"), handing.count_contracts, handing.hand_over_contracts, 10)
    )
    belongings.register(
        belongings.Belonging("drafts", _("Brouillons"), handing.count_drafts, handing.hand_over_drafts, 20)
    )
    for kind in notices.KINDS:
        kinds.register(kind)
    purposes.register(public.PURPOSE)
    retention.register(*keeping.RULES)
    search.register(searching.CONTRACTS)
    search.register(searching.PRODUCTS)
    panels.register(client_panels.PANEL)
    for source in contracts_board.SOURCES:
        board.register(source)
    for block in home.BLOCKS:
        home_page.register(block)
    register(
        MenuEntry(
            _("Contrats"), "contracts:list", "file-text", Permission.CONTRACTS_VIEW, 20, active_prefix="/contrats/"
        )
    )
    register(
        MenuEntry(
            _("Nouveau contrat"),
            "contracts:new",
            "file-plus",
            Permission.CONTRACTS_CREATE,
            30,
            active_prefix="/contrats/nouveau/",
        )
    )
    register(
        MenuEntry(
            _("Back-office"),
            "contracts:queue",
            "inbox",
            Permission.CONTRACTS_CONFIRM,
            40,
            active_prefix="/back-office/",
        )
    )
