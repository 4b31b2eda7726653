from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs import Plug
from portal.core.plugs.belongings import Belonging
from portal.core.plugs.menu import MenuEntry
from portal.undo.commands import Command
from presales.requests import board, home, notices, panels
from presales.requests.actions import answering, handing, leaving
from presales.requests.help import ARTICLES
from presales.requests.listing import REQUESTS
from presales.requests.sentences import SENTENCES

PLUG = Plug(
    menu=MenuEntry(
        _("File avant-vente"),
        "presales:queue",
        "inbox",
        Permission.PRESALES_HANDLE,
        26,
        active_prefix="/avant-vente/file/",
        also_active="/avant-vente/semaine/",
    ),
    lists=REQUESTS,
    history=SENTENCES,
    notices=notices.KINDS,
    board=board.SOURCES,
    home=home.BLOCKS,
    undo=Command(
        answering.AGREEMENT,
        _("Vous venez de choisir une date."),
        undo=answering.take_back_agreement,
        finish=answering.finish_agreement,
    ),
    panels=panels.PANEL,
    help=ARTICLES,
    belongings=(
        Belonging(
            "opportunities",
            _("Opportunités"),
            leaving.count_opportunities,
            leaving.hand_over_opportunities,
            40,
            problem=leaving.heir_problem,
        ),
        Belonging(
            "presales_asked",
            _("Demandes avant-vente en cours"),
            leaving.count_asked,
            leaving.hand_over_asked,
            41,
            problem=leaving.heir_problem,
        ),
        Belonging(
            "presales_followed",
            _("Demandes avant-vente suivies et rendez-vous à venir"),
            handing.count_followed,
            handing.hand_over_followed,
            42,
            problem=handing.takeover_problem,
        ),
    ),
)
