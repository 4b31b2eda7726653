"""What client files tell the apps below: timeline sentences, menu, search, what an account owns."""

from django.utils.translation import gettext_lazy as _

from crm.clients import handing, listing
from crm.clients import retention as keeping
from crm.clients.search import CLIENTS
from portal.access.permissions import Permission
from portal.audit.history import Sentence, register_sentences
from portal.core import belongings, menu, retention, search
from portal.ui.listing import registry

SENTENCES = {
    "crm.opened": Sentence(_("{actor} a créé la fiche avec le contrat {number}"), "user", "neutral"),
    "crm.updated": Sentence(_("{actor} a mis la fiche à jour avec le contrat {number}"), "pencil", "neutral"),
    "crm.became_client": Sentence(_("{actor} a passé la fiche en client"), "check", "success"),
    "crm.became_former": Sentence(_("{actor} a passé la fiche en ancien client"), "archive", "muted"),
    "crm.became_prospect": Sentence(_("{actor} a repris la fiche en prospect"), "target", "info"),
    "crm.handed_over": Sentence(_("{actor} a confié ce client à {to}"), "users", "info"),
}


def register_all() -> None:
    register_sentences(SENTENCES)
    registry.register(listing.CLIENTS)
    search.register(CLIENTS)
    retention.register(*keeping.RULES)
    menu.register(
        menu.MenuEntry(_("Clients"), "crm:list", "users", Permission.CLIENTS_VIEW, 32, active_prefix="/clients/")
    )
    belongings.register(belongings.Belonging("clients", _("Clients"), handing.count, handing.hand_over, 30))
