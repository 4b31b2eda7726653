"""A client's own subscription: access, what will happen, the card."""

from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.core.plugs.space import SpaceBlock
from subscriptions.plans import queries as plans
from subscriptions.renewal import queries


def own_subscription(user) -> dict:
    subscription = getattr(user, "subscription", None)
    renewal = queries.renewal_of(subscription) if subscription else None
    is_payer = renewal is not None and renewal.payer_id == user.pk
    period = plans.open_period(user)
    return {
        "subscription": subscription,
        "period": period,
        "contents": plans.names_of(period.contents) if period else [],
        "renewal": renewal,
        "is_payer": is_payer,
        "forecast": queries.forecast(subscription, for_payer=is_payer),
    }


SPACE = SpaceBlock(
    "abonnement",
    _("Mon abonnement"),
    "subscriptions/space/subscription.html",
    own_subscription,
    Permission.SPACE_OWN,
    10,
)
