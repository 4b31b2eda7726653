from django.utils.translation import gettext_lazy as _

from crm.clients import handing, home, retention, space, stream
from crm.clients.api import API
from crm.clients.completion import completion
from crm.clients.help import ARTICLES
from crm.clients.listing import CLIENTS
from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.belongings import Belonging
from portal.core.plugs.tabs import Tab

PLUG = Plug(
    api=API,
    lists=CLIENTS,
    tabs=(
        Tab("crm:client", _("Fiche"), "crm.client", Permission.CLIENTS_VIEW, 1),
        Tab("crm:data", _("Données clients"), "crm.client", Permission.CLIENTS_VIEW, 10, completion=completion),
        Tab("crm:admin", _("Admin"), "crm.client", Permission.CLIENTS_EDIT, 90),
    ),
    stream=stream.SOURCE,
    home=home.BLOCKS,
    space=space.SPACE,
    help=ARTICLES,
    history={
        "crm.opened": Sentence(_("{actor} a créé la fiche avec le contrat {number}"), "user", "neutral"),
        "crm.created": Sentence(_("{actor} a créé la fiche"), "user-plus", "neutral"),
        "crm.changed": Sentence(_("{actor} a modifié la fiche : {labels}"), "pencil", "neutral"),
        "crm.updated": Sentence(_("{actor} a mis la fiche à jour avec le contrat {number}"), "pencil", "neutral"),
        "crm.became_client": Sentence(_("{actor} a passé la fiche en client"), "check", "success"),
        "crm.became_former": Sentence(_("{actor} a passé la fiche en ancien client"), "archive", "muted"),
        "crm.became_prospect": Sentence(_("{actor} a repris la fiche en prospect"), "target", "info"),
        "crm.archived": Sentence(_("{actor} a archivé la fiche"), "archive", "muted"),
        "crm.removed": Sentence(_("{actor} a supprimé la fiche"), "trash", "danger"),
        "crm.restored": Sentence(_("{actor} a restauré la fiche"), "arrow-back-up", "success"),
        "crm.merged": Sentence(_("{actor} a fusionné la fiche de {name} avec celle-ci"), "transfer", "info"),
        "crm.merged_away": Sentence(_("{actor} a fusionné cette fiche avec celle de {name}"), "transfer", "muted"),
        "crm.handed_over": Sentence(_("{actor} a confié ce client à {to}"), "users", "info"),
    },
    retention=retention.RULES,
    belongings=Belonging("clients", _("Clients"), handing.count, handing.hand_over, 30),
)
