from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence
from portal.core.plugs import Plug
from subscriptions.payments.purposes import PaymentPurpose
from subscriptions.plans import buying
from subscriptions.renewal import actions, tasks
from subscriptions.renewal.cards import CARDS
from subscriptions.renewal.help import ARTICLES
from subscriptions.renewal.space import SPACE

TASKS = (tasks.follow_renewals,)
PLUG = Plug(
    space=SPACE,
    help=ARTICLES,
    cards=CARDS,
    payments=PaymentPurpose(
        name=buying.PURPOSE,
        describe=buying.describe,
        paid=actions.paid,
        failed=actions.charge_failed,
        refunded=actions.given_back,
        return_url=buying.return_url,
    ),
    history={
        "subscriptions.renewal_on": Sentence(_("{actor} a activé le renouvellement"), "refresh", "info"),
        "subscriptions.renewal_off": Sentence(_("{actor} a arrêté le renouvellement"), "ban", "muted"),
        "subscriptions.renewal_resumed": Sentence(_("{actor} a remis le renouvellement"), "refresh", "info"),
        "subscriptions.card_replaced": Sentence(_("{actor} a changé la carte du renouvellement"), "credit-card"),
        "subscriptions.card_removed": Sentence(
            _("{actor} a retiré la carte du renouvellement, qui s’arrête"), "credit-card", "warning"
        ),
        "subscriptions.renewal_told": Sentence(_("Avis de renouvellement envoyé, {days} jours avant"), "mail", "info"),
        "subscriptions.ended_at_will": Sentence(
            _("{actor} a résilié l’abonnement sans frais : {amount} remboursés"), "ban", "warning"
        ),
        "subscriptions.renewal_ended": Sentence(_("Le renouvellement n’a pas abouti"), "alert-triangle", "danger"),
    },
)
