from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence
from portal.core.plugs import Plug
from presales.opportunities.listing import OPPORTUNITIES

PLUG = Plug(
    lists=OPPORTUNITIES,
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
