from django.utils.translation import gettext_lazy as _

from portal.audit.history import Sentence
from portal.core.plugs import Plug
from portal.core.plugs.retention import YEAR, Rule
from portal.core.values.money import format_euros
from subscriptions.payments import tasks
from subscriptions.payments.models import CardSetup, ProcessorEvent


def _amount(data: dict) -> dict:
    return {"amount": format_euros(data["amount"])}


TASKS = (tasks.sweep, tasks.reconcile)
PLUG = Plug(
    history={
        "payments.asked": Sentence(_("Un paiement de {amount} est demandé"), "credit-card", "neutral", _amount),
        "payments.closed": Sentence(_("Le paiement n’est plus attendu"), "ban", "neutral"),
        "payments.authentication_asked": Sentence(_("La banque demande une confirmation"), "shield-lock", "info"),
        "payments.paid": Sentence(_("Le paiement est reçu"), "check", "success"),
        "payments.failed": Sentence(_("Le paiement a échoué"), "alert-triangle", "danger"),
        "payments.refund_asked": Sentence(
            _("{actor} a demandé un remboursement de {amount}"), "arrow-back-up", "info", _amount
        ),
        "payments.refund_failed": Sentence(_("Le remboursement a échoué"), "alert-triangle", "danger"),
        "payments.refunded": Sentence(_("{amount} ont été remboursés"), "arrow-back-up", "warning", _amount),
        "payments.disputed": Sentence(_("Le porteur de la carte conteste le paiement"), "alert-triangle", "danger"),
        "payments.dispute_won": Sentence(_("La contestation est gagnée"), "check", "success"),
        "payments.dispute_lost": Sentence(_("La contestation est perdue"), "ban", "danger"),
        "payments.card_kept": Sentence(_("{actor} a enregistré la carte"), "credit-card", "success"),
        "payments.card_replaced": Sentence(_("{actor} a remplacé la carte"), "credit-card", "muted"),
        "payments.card_removed": Sentence(_("{actor} a retiré la carte"), "credit-card", "muted"),
    },
    retention=(
        Rule(
            name="payments.events",
            label=_("Messages du prestataire de paiement"),
            kept=_("%(time)s"),
            then=_("Supprimés"),
            days=lambda: YEAR,
            due=lambda before: ProcessorEvent.objects.filter(handled_at__lt=before).order_by("handled_at"),
            order=90,
        ),
        Rule(
            name="payments.setups",
            label=_("Enregistrements de carte terminés"),
            kept=_("%(time)s"),
            then=_("Supprimés"),
            days=lambda: YEAR,
            due=lambda before: CardSetup.objects.filter(settled_at__lt=before).order_by("settled_at"),
            order=91,
        ),
    ),
)
