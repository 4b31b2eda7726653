from django.utils.translation import gettext_lazy as _

from crm.financing.sentences import facts
from crm.payouts.messages import KIND
from crm.payouts.panels import PANEL
from portal.audit.history import Sentence
from portal.core.plugs import Plug

PLUG = Plug(
    notices=KIND,
    panels=PANEL,
    history={
        "payouts.made": Sentence(_("{actor} a préparé ce fichier de {total}"), "file-export", "info", facts),
        "payouts.executed": Sentence(_("{actor} a marqué le fichier comme exécuté"), "circle-check", "success"),
        "payouts.cancelled": Sentence(_("{actor} a annulé le fichier"), "ban", "warning"),
        "payouts.repaid": Sentence(_("Un remboursement de {amount} est arrivé"), "cash", "success", facts),
    },
)
