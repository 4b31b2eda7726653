from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.earnings.agreements.listing import AGREEMENTS

PLUG = Plug(
    lists=AGREEMENTS,
    history={
        "earnings.agreement_created": Sentence(_("{actor} a créé cet accord"), "plus", "neutral"),
        "earnings.agreement_changed": Sentence(_("{actor} a modifié l’accord"), "pencil", "neutral"),
        "earnings.terms_changed": Sentence(_("{actor} a changé le barème « {kind} » : {terms}"), "pencil", "info"),
        "earnings.agreement_succeeded": Sentence(
            _("{actor} l’a remplacé par une nouvelle version au {since}"), "copy", "info"
        ),
    },
)
