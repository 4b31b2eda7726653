from django.utils.translation import gettext_lazy as _

from contracts.sales import notices, retention
from contracts.sales.actions import handing
from contracts.sales.sentences import SENTENCES
from portal.core.plugs import Plug
from portal.core.plugs.belongings import Belonging

PLUG = Plug(
    history=SENTENCES,
    notices=notices.KINDS,
    retention=retention.RULES,
    belongings=(
        Belonging("contracts", _("Contrats"), handing.count_contracts, handing.hand_over_contracts, 10),
        Belonging("drafts", _("Brouillons"), handing.count_drafts, handing.hand_over_drafts, 20),
    ),
)
