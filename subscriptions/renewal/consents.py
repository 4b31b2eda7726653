"""The consent to automatic renewal: the text that is shown, and kept to the letter."""

from django.utils.translation import gettext as _

from portal.audit.history import record
from portal.core.values.dates import long_date
from portal.core.values.money import format_euros
from subscriptions.payments.models import PaymentMethod
from subscriptions.renewal.models import Renewal


def text_for(quote) -> str:
    """What is agreed to beside the box, which is never ticked beforehand. `quote` is a quote or a period."""
    return _(
        "J’accepte que l’abonnement %(plan)s soit renouvelé le %(day)s pour %(months)s mois, puis à chaque terme, au "
        "prix alors en vigueur (aujourd’hui %(price)s TTC), et que ma carte soit conservée par le prestataire de "
        "paiement et débitée ce jour-là. Je suis prévenu par e-mail 60 et 30 jours avant chaque terme, et je peux "
        "arrêter à tout moment avant, en deux clics et sans frais."
    ) % {
        "plan": quote.version.plan.name,
        "day": long_date(quote.ends_before),
        "months": quote.months,
        "price": format_euros(quote.full_amount),
    }


def give(subscription, *, by, text: str, payment=None, method: PaymentMethod | None = None) -> Renewal:
    """Turn renewal on with the card of a payment, or with one that was kept; the caller holds the subscription."""
    card = payment.method if payment is not None else method
    values = {"is_on": True, "text": text, "payer": by, "method": card, "stopped_at": None, "stopped_by": None}
    renewal, _made = Renewal.objects.update_or_create(subscription=subscription, defaults=values)
    if card is not None and not card.kept:
        PaymentMethod.objects.filter(pk=card.pk).update(kept=True)
    record(subscription, "subscriptions.renewal_on", by=by, personal={"text": text})
    return renewal
