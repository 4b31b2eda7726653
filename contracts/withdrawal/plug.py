from django.utils.translation import gettext_lazy as _

from contracts.withdrawal.actions import WITHDRAWAL
from contracts.withdrawal.models import WithdrawalTry
from contracts.withdrawal.views import from_link
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.retention import Rule
from portal.links.purposes import Purpose

PLUG = Plug(
    history={
        "contracts.withdrawal_link_sent": Sentence(
            _("Un lien pour renoncer au contrat a été envoyé à l’e-mail du client"), "mail", "neutral"
        ),
    },
    links=Purpose(name=WITHDRAWAL, title=_("renoncer à votre contrat"), view=from_link),
    retention=Rule(
        name="contracts.withdrawal_tries",
        label=_("Essais de la page de rétractation"),
        kept=_("%(time)s, sans numéro ni adresse en clair"),
        then=_("Supprimés"),
        days=lambda: 1,
        due=lambda before: WithdrawalTry.objects.filter(at__lt=before).order_by("at"),
        order=75,
    ),
)
