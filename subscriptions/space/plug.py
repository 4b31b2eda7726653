from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs import Plug
from portal.core.plugs.menu import MenuEntry

PLUG = Plug(
    menu=MenuEntry(_("Mon espace"), "subscriptions:space", "user", Permission.SPACE_OWN, 12, "/mon-espace/"),
)
