from django.utils.translation import gettext_lazy as _

from crm.suppliers.merging import MERGER
from crm.suppliers.messages import KIND, PURPOSE
from crm.suppliers.views import public
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.links.purposes import Purpose

PLUG = Plug(
    notices=KIND,
    mergers=MERGER,
    links=Purpose(
        name=PURPOSE,
        title=_("confirmer votre société"),
        view=public.company,
        done=public.done,
        renew=public.renew,
    ),
    history={
        "suppliers.invited": Sentence(_("{actor} a invité {company}"), "mail", "info"),
        "suppliers.invited_again": Sentence(_("{actor} a renvoyé l’invitation"), "mail", "neutral"),
        "suppliers.removed": Sentence(_("{actor} a retiré ce fournisseur"), "user-x", "muted"),
        "suppliers.confirmed": Sentence(_("{company} a confirmé sa société"), "user-check", "success"),
        "suppliers.opened": Sentence(_("Le compte de {company} est ouvert"), "building", "success"),
        "suppliers.bank_asked": Sentence(_("{actor} a demandé l’IBAN {iban}"), "credit-card", "warning"),
        "suppliers.bank_confirmed": Sentence(_("{actor} a confirmé l’IBAN {iban}"), "check", "success"),
        "suppliers.bank_refused": Sentence(_("{actor} a refusé l’IBAN {iban}"), "ban", "danger"),
    },
)
