from django.utils.translation import gettext_lazy as _

from crm.clients import handing, retention
from crm.clients.listing import CLIENTS
from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.belongings import Belonging
from portal.core.plugs.tabs import Tab

PLUG = Plug(
    lists=CLIENTS,
    tabs=Tab("crm:data", _("Données clients"), "crm.client", Permission.CLIENTS_VIEW, 10),
    history={
        "crm.opened": Sentence(_("{actor} a créé la fiche avec le contrat {number}"), "user", "neutral"),
        "crm.updated": Sentence(_("{actor} a mis la fiche à jour avec le contrat {number}"), "pencil", "neutral"),
        "crm.became_client": Sentence(_("{actor} a passé la fiche en client"), "check", "success"),
        "crm.became_former": Sentence(_("{actor} a passé la fiche en ancien client"), "archive", "muted"),
        "crm.became_prospect": Sentence(_("{actor} a repris la fiche en prospect"), "target", "info"),
        "crm.handed_over": Sentence(_("{actor} a confié ce client à {to}"), "users", "info"),
    },
    retention=retention.RULES,
    belongings=Belonging("clients", _("Clients"), handing.count, handing.hand_over, 30),
)
