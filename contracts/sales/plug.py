from django.utils.translation import gettext_lazy as _

from contracts.sales import board, home, notices, panels, public, retention, search, stream
from contracts.sales.actions import handing
from contracts.sales.help import ARTICLES
from contracts.sales.listing import CONTRACTS
from contracts.sales.sentences import SENTENCES
from portal.access.permissions import Permission
from portal.core.belongings import Belonging
from portal.core.menu import MenuEntry
from portal.core.plugs import Plug

PLUG = Plug(
    menu=(
        MenuEntry(_("Contrats"), "contracts:list", "file-text", Permission.CONTRACTS_VIEW, 20, "/contrats/"),
        MenuEntry(
            _("Nouveau contrat"), "contracts:new", "file-plus", Permission.CONTRACTS_CREATE, 30, "/contrats/nouveau/"
        ),
        MenuEntry(_("Back-office"), "contracts:queue", "inbox", Permission.CONTRACTS_CONFIRM, 40, "/back-office/"),
    ),
    lists=CONTRACTS,
    history=SENTENCES,
    notices=notices.KINDS,
    board=board.SOURCES,
    home=home.BLOCKS,
    panels=panels.PANEL,
    stream=stream.SOURCE,
    retention=retention.RULES,
    help=ARTICLES,
    links=public.PURPOSE,
    search=(search.CONTRACTS, search.PRODUCTS),
    belongings=(
        Belonging("contracts", _("Contrats"), handing.count_contracts, handing.hand_over_contracts, 10),
        Belonging("drafts", _("Brouillons"), handing.count_drafts, handing.hand_over_drafts, 20),
    ),
)
