from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.administration import AdministrationPage
from portal.core.plugs.menu import MenuEntry

PLUG = Plug(
    menu=MenuEntry(_("Marque"), "brand:edit", "palette", Permission.BRAND_EDIT, 840, "/marque/"),
    administration=AdministrationPage(
        _("Marque"), _("Choisir la couleur et le logo."), "brand:edit", "palette", Permission.BRAND_EDIT, 70
    ),
    history={"brand.changed": Sentence(_("{actor} a changé la marque"), "palette", "info")},
)
