from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs import Plug
from portal.core.plugs.administration import AdministrationPage
from portal.core.plugs.menu import MenuEntry
from portal.people.help import ARTICLES
from portal.people.listing import PEOPLE

PLUG = Plug(
    menu=MenuEntry(
        _("Vue d’ensemble"), "people:hub", "layout-grid", Permission.PEOPLE, 825, active_prefix="/administration/"
    ),
    lists=PEOPLE,
    help=ARTICLES,
    administration=(
        AdministrationPage(
            _("Comptes"),
            _("Inviter, modifier, désactiver, préparer un départ."),
            "people:list",
            "users-group",
            Permission.PEOPLE,
            10,
        ),
        AdministrationPage(
            _("Inviter plusieurs personnes"),
            _("Coller une liste de noms et d’adresses."),
            "people:invitations",
            "user-plus",
            Permission.PEOPLE,
            20,
        ),
        AdministrationPage(
            _("Droits"),
            _("Voir ce que permet chaque rôle, et qui a un droit de plus."),
            "people:rights",
            "shield-check",
            Permission.PEOPLE,
            30,
        ),
        AdministrationPage(
            _("Organisations"),
            _("Agences, partenaires et entreprises."),
            "admin:accounts_organisation_changelist",
            "building",
            Permission.PEOPLE,
            35,
            allows=lambda user: user.is_staff,
        ),
        AdministrationPage(
            _("Administration avancée"),
            _("Toutes les données, pour les cas rares."),
            "admin:index",
            "adjustments-horizontal",
            Permission.PEOPLE,
            900,
            allows=lambda user: user.is_staff,
        ),
    ),
)
