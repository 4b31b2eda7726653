from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.menu import MenuEntry
from subscriptions.plans.api import API
from subscriptions.plans.help import ARTICLES

PLUG = Plug(
    menu=MenuEntry(
        _("Plans d’abonnement"), "subscriptions:plans", "packages", Permission.PLANS_EDIT, 43, "/abonnements/plans/"
    ),
    help=ARTICLES,
    api=API,
    history={
        "plans.created": Sentence(_("{actor} a créé le plan"), "plus"),
        "plans.changed": Sentence(_("{actor} a modifié le plan (version {number})"), "pencil"),
        "plans.priced": Sentence(_("{actor} a fixé le prix à {amount} pour {months} mois"), "cash", "info"),
        "plans.retired": Sentence(_("{actor} a retiré le plan de la vente"), "archive", "muted"),
        "plans.restored": Sentence(_("{actor} a remis le plan en vente"), "refresh", "success"),
        "subscriptions.asked": Sentence(_("{actor} demande {plan} : {amount} à payer"), "credit-card"),
        "subscriptions.new": Sentence(_("L’abonnement {plan} est créé ({amount})"), "check", "success"),
        "subscriptions.upgrade": Sentence(_("L’abonnement passe à {plan} ({amount})"), "trending-up", "success"),
        "subscriptions.renewal": Sentence(_("L’abonnement {plan} est renouvelé ({amount})"), "refresh", "success"),
        "subscriptions.lost": Sentence(
            _("Un autre achat est passé avant : {amount} sont remboursés"), "arrow-back-up", "warning"
        ),
    },
)
