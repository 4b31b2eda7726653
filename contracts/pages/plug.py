from django.utils.translation import gettext_lazy as _

from contracts.pages import board, home, keeping, month, panels, search, stream
from contracts.pages.help import ARTICLES
from contracts.pages.listing import CONTRACTS
from portal.access.permissions import Permission
from portal.core.plugs import Plug
from portal.core.plugs.menu import MenuEntry
from portal.core.plugs.palette import Shortcut

PLUG = Plug(
    menu=(
        MenuEntry(
            _("Nouveau contrat"), "contracts:new", "file-plus", Permission.CONTRACTS_CREATE, 21, "/contrats/nouveau/"
        ),
        MenuEntry(_("Back-office"), "contracts:queue", "inbox", Permission.CONTRACTS_CONFIRM, 22, "/back-office/"),
    ),
    lists=CONTRACTS,
    palette=Shortcut(
        _("Relancer un client"),
        "contracts:list",
        "send",
        Permission.CONTRACTS_CREATE,
        query="statut=awaiting_client",
        words=_("relance rappel sms signature attente code"),
    ),
    board=board.SOURCES,
    home=(month.BLOCK, *home.BLOCKS),
    panels=panels.PANEL,
    stream=stream.SOURCE,
    keepers=keeping.KEEPER,
    help=ARTICLES,
    search=search.PRODUCTS,
)
