from django.utils.translation import gettext_lazy as _

from portal.core.plugs import Plug
from portal.core.plugs.menu import MenuEntry
from portal.help.own_articles import ARTICLES

PLUG = Plug(menu=MenuEntry(_("Aide"), "help:index", "help-circle", None, 800, "/aide/"), help=ARTICLES)
