"""Who is told how far an onboarding is."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from crm.onboarding.models import Onboarding
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.messaging.kinds import Kind
from portal.messaging.notices import notify

TO_CHECK = "crm.onboarding_to_check"
EXPIRED = "crm.onboarding_expired"
KINDS = (
    Kind(
        TO_CHECK,
        _("Une inscription est à vérifier"),
        roles_with(Permission.ONBOARDING_REVIEW),
        icon="clipboard-check",
        tone="warning",
        rights=(Permission.ONBOARDING_REVIEW,),
    ),
    Kind(
        EXPIRED,
        _("Un lien d’inscription a expiré"),
        roles_with(Permission.CONTRACTS_CREATE),
        icon="clock",
        tone="warning",
    ),
)


def tell_to_check(onboarding: Onboarding) -> None:
    """Tell the back-office that the client has sent everything."""
    notify(
        get_user_model().objects.having(Permission.ONBOARDING_REVIEW).active(),
        TO_CHECK,
        about=onboarding,
        template="crm/notices/onboarding_to_check",
        context={"company": onboarding.client.display_name},
        url=onboarding.get_absolute_url(),
        dedupe=f"{onboarding.pk}:{onboarding.version}",
    )


def tell_expired(onboarding: Onboarding) -> None:
    """Tell the client's adviser, who renews the link in one click."""
    client = onboarding.client
    notify(
        [client.owner],
        EXPIRED,
        about=onboarding,
        template="crm/notices/onboarding_expired",
        context={"company": client.display_name},
        url=client.get_absolute_url(),
        dedupe=f"{onboarding.pk}:{onboarding.version}",
    )
