from django.utils.translation import gettext_lazy as _

from contracts.space.help import ARTICLES
from contracts.space.queries import own_contracts
from contracts.space.space import SPACE
from portal.access.permissions import Permission
from portal.core.plugs import Plug
from portal.core.plugs.client_menu import ClientLink

PLUG = Plug(
    help=ARTICLES,
    space=SPACE,
    client_menu=(
        ClientLink(
            _("Mes contrats"),
            _("Contrats"),
            "contracts:own_list",
            "file-text",
            Permission.CONTRACTS_VIEW,
            20,
            ("/mes-contrats/", "/contrats/"),
            has=own_contracts,
        ),
        ClientLink(
            _("Mes documents"),
            _("Documents"),
            "contracts:own_documents",
            "folder",
            Permission.CONTRACTS_VIEW,
            30,
            has=lambda user: own_contracts(user).filter(document__isnull=False),
        ),
    ),
)
