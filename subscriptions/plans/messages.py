"""What a client reads of what was bought for them."""

from django.conf import settings
from django.urls import reverse

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
