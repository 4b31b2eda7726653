from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.menu import MenuEntry
from presales.opportunities.listing import OPPORTUNITIES
from presales.opportunities.search import OPPORTUNITIES as FOUND

PLUG = Plug(
    menu=MenuEntry(
        _("Suivi opportunités"), "presales:opportunities", "target", Permission.OPPORTUNITIES, 50, "/opportunites/"
    ),
    lists=OPPORTUNITIES,
    search=FOUND,
    history={
        "presales.opportunity_created": Sentence(_("{actor} a créé cette opportunité"), "plus", "neutral"),
        "presales.opportunity_changed": Sentence(_("{actor} a modifié l’opportunité"), "pencil", "neutral"),
        "presales.opportunity_handed_over": Sentence(_("{actor} a confié cette opportunité à {to}"), "users", "info"),
        "presales.client_linked": Sentence(_("{actor} a rattaché l’opportunité à un client"), "address-book", "info"),
        "presales.client_unlinked": Sentence(
            _("{actor} a détaché le client de l’opportunité"), "address-book", "neutral"
        ),
        "presales.opportunity_moved": Sentence(_("{actor} a passé l’opportunité à « {stage} »"), "trending-up", "info"),
    },
)
