from django.utils.translation import gettext_lazy as _

from portal.core.plugs import Plug
from portal.core.plugs.client_menu import ClientLink
from portal.core.plugs.menu import MenuEntry
from portal.help.own_articles import ARTICLES

LINK = ClientLink(_("Aide"), _("Aide"), "help:index", "help-circle", order=90, prefixes=("/aide/",))
PLUG = Plug(
    menu=MenuEntry(_("Aide"), "help:index", "help-circle", None, 800, "/aide/"), help=ARTICLES, client_menu=LINK
)
