from django.utils.translation import gettext_lazy as _

from catalog.library.help import ARTICLE
from catalog.library.search import DOCUMENTS
from catalog.library.sentences import SENTENCES
from portal.access.permissions import Permission
from portal.core.plugs import Plug
from portal.core.plugs.administration import AdministrationPage
from portal.core.plugs.menu import MenuEntry

PLUG = Plug(
    menu=MenuEntry(_("Documents"), "catalog:documents", "folder", Permission.DOCUMENTS_VIEW, 600, "/documents/"),
    administration=AdministrationPage(
        _("Documents"),
        _("Publier et remplacer ce que l’équipe remet aux clients."),
        "catalog:documents",
        "folder",
        Permission.DOCUMENTS_MANAGE,
        60,
    ),
    history=SENTENCES,
    help=ARTICLE,
    search=DOCUMENTS,
)
