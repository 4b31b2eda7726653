from django.utils.translation import gettext_lazy as _

from catalog.offer.api import API
from catalog.offer.help import ARTICLES
from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.administration import AdministrationPage
from portal.core.plugs.menu import MenuEntry

PLUG = Plug(
    api=API,
    help=ARTICLES,
    menu=(
        MenuEntry(_("Catalogue"), "catalog:catalogue_home", "book", Permission.CATALOG_VIEW, 50, "/catalogue/"),
        MenuEntry(_("L’offre"), "catalog:offer_home", "package", Permission.OFFER_EDIT, 51, "/offre/"),
    ),
    administration=AdministrationPage(
        _("L’offre"),
        _("Modifier produits, partenaires et prix, aujourd’hui ou à une date."),
        "catalog:offer_home",
        "package",
        Permission.OFFER_EDIT,
        50,
    ),
    history={
        "offer.created": Sentence(_("{actor} a créé la fiche {name}"), "plus", "neutral"),
        "offer.changed": Sentence(_("{actor} a publié une nouvelle version"), "pencil", "info"),
        "offer.scheduled": Sentence(_("{actor} a programmé une version pour le {day}"), "calendar", "info"),
        "offer.unscheduled": Sentence(_("{actor} a annulé la version programmée"), "x", "neutral"),
        "offer.published": Sentence(_("La version programmée est entrée en vigueur"), "check", "success"),
        "offer.retired": Sentence(_("{actor} a retiré la fiche de la vente"), "archive", "warning"),
        "offer.restored": Sentence(_("{actor} a remis la fiche en vente"), "refresh", "success"),
        "offer.deleted": Sentence(_("{actor} a supprimé la fiche {name}"), "trash", "danger"),
    },
)
