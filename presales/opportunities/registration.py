"""What opportunities tell the apps below: timeline sentences, the menu, the search, the list."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.audit.history import Sentence, register_sentences
from portal.core import menu, search
from portal.ui.listing import registry
from presales.opportunities.listing import OPPORTUNITIES
from presales.opportunities.search import OPPORTUNITIES as SOURCE

SENTENCES = {
    "presales.opportunity_created": Sentence(_("{actor} a créé cette opportunité"), "plus", "neutral"),
    "presales.opportunity_changed": Sentence(_("{actor} a modifié l’opportunité"), "pencil", "neutral"),
    "presales.opportunity_handed_over": Sentence(_("{actor} a confié cette opportunité à {to}"), "users", "info"),
    "presales.client_linked": Sentence(_("{actor} a rattaché l’opportunité à un client"), "address-book", "info"),
    "presales.client_unlinked": Sentence(_("{actor} a détaché le client de l’opportunité"), "address-book", "neutral"),
    "presales.opportunity_moved": Sentence(_("{actor} a passé l’opportunité à « {stage} »"), "trending-up", "info"),
}


def register_all() -> None:
    register_sentences(SENTENCES)
    registry.register(OPPORTUNITIES)
    search.register(SOURCE)
    menu.register(
        menu.MenuEntry(
            _("Suivi opportunités"),
            "presales:opportunities",
            "target",
            Permission.OPPORTUNITIES,
            50,
            active_prefix="/opportunites/",
        )
    )
