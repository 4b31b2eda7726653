"""What a client reads of what was bought for them, and what is agreed to beside it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.values.dates import long_date
from portal.core.values.money import format_euros
from portal.messaging.outbox import queue
from portal.messaging.states import Channel
from subscriptions.plans.models import Purchase
from subscriptions.plans.queries import names_of


def tell_client(purchase: Purchase) -> None:
    """« créé », « amélioré » or « renouvelé »: what they have from now on, until when, and who bought it."""
    account = purchase.subscription.account
    queue(
        channel=Channel.EMAIL,
        to=account.email,
        template="subscriptions/messages/granted",
        context={
            "person": account,
            "purchase": purchase,
            "contents": names_of(purchase.version.contents),
            "by": None if purchase.by_id == account.pk else purchase.by,
            "portal_name": settings.PORTAL_NAME,
            "url": f"{settings.PUBLIC_BASE_URL}{reverse('subscriptions:space')}#abonnement",
        },
        dedupe=f"subscriptions.granted:{purchase.pk}",
        about=purchase.subscription,
        language=account.language,
    )


def consent_text(quote) -> str:
    """What is agreed to beside the box, which is never ticked beforehand. `quote` is a quote or a period."""
    return _(
        "J’accepte que l’abonnement %(plan)s soit renouvelé le %(day)s pour %(months)s mois, puis à chaque terme, au "
        "prix alors en vigueur (aujourd’hui %(price)s TTC), et que ma carte soit conservée par le prestataire de "
        "paiement et débitée ce jour-là. Je suis prévenu par e-mail %(notices)s jours avant chaque terme, et je peux "
        "arrêter à tout moment avant, en deux clics et sans frais."
    ) % {
        "plan": quote.version.plan.name,
        "day": long_date(quote.ends_before),
        "months": quote.months,
        "price": format_euros(quote.full_amount),
        "notices": _(" et ").join(map(str, settings.RENEWAL_NOTICE_DAYS)),
    }
