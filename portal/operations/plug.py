from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs import Plug
from portal.core.plugs.menu import MenuEntry
from portal.operations.notices import KINDS
from portal.operations.services import files, history, machinery, sending

PLUG = Plug(
    menu=MenuEntry(_("État des services"), "operations:services", "heart", Permission.OPERATIONS_VIEW, 850, "/etat/"),
    notices=KINDS,
    probes=(*machinery.PROBES, *sending.PROBES, *files.PROBES, *history.PROBES),
)
