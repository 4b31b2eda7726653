from django.utils.translation import gettext_lazy as _

from portal.core.plugs import Plug
from portal.core.plugs.board import waiting_count
from portal.core.plugs.client_menu import ClientLink
from portal.core.plugs.menu import MenuEntry, MenuSection
from portal.dashboard.destinations import SOURCE

PLUG = Plug(
    menu=MenuEntry(_("À faire"), "dashboard:home", "target-arrow", None, 10, count=waiting_count),
    menu_sections=(
        MenuSection(_("Ventes"), 20),
        MenuSection(_("Clients"), 30),
        MenuSection(_("Boutique et abonnements"), 40),
        MenuSection(_("Catalogue"), 50),
        MenuSection(_("Finances"), 60),
        MenuSection(_("Ressources"), 600),
        MenuSection(_("Administration"), 820),
    ),
    search=SOURCE,
    client_menu=ClientLink(_("Mon espace"), _("Espace"), "dashboard:home", "home", order=10),
)
