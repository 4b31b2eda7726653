from django.utils.translation import gettext_lazy as _

from portal.core.board import waiting_count
from portal.core.menu import MenuEntry
from portal.core.plugs import Plug

PLUG = Plug(
    menu=(
        MenuEntry(_("Accueil"), "dashboard:home", "home", None, 10),
        MenuEntry(
            _("La balle est chez…"),
            "dashboard:board",
            "target-arrow",
            None,
            15,
            active_prefix="/a-faire/",
            count=waiting_count,
        ),
    )
)
