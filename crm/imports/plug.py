from django.utils.translation import gettext_lazy as _

from crm.imports.help import ARTICLES
from crm.imports.kind import KIND
from portal.audit.history import Sentence
from portal.core.plugs import Plug

PLUG = Plug(
    imports=KIND,
    help=ARTICLES,
    history={
        "crm.imported": Sentence(_("{actor} a importé la fiche depuis {file}"), "upload", "neutral"),
        "crm.completed": Sentence(_("{actor} a complété la fiche avec {file}"), "upload", "neutral"),
        "crm.import_undone": Sentence(_("{actor} a annulé l’import de la fiche"), "arrow-back-up", "muted"),
    },
)
