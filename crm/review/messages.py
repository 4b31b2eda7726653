"""Who is told that an onboarding is accepted."""

from django.utils.translation import gettext_lazy as _

from crm.onboarding.messages import TO_CHECK
from crm.onboarding.models import Onboarding
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.messaging.kinds import Kind
from portal.messaging.notices import notify, settle
from portal.messaging.outbox import queue
from portal.messaging.states import Channel

ACCEPTED = "crm.onboarding_accepted"
KINDS = (
    Kind(
        ACCEPTED,
        _("Une inscription est acceptée"),
        roles_with(Permission.CONTRACTS_CREATE),
        icon="user-check",
        tone="success",
    ),
)


def tell_accepted(onboarding: Onboarding, *, attributed: bool, by) -> None:
    """Tell the client by mail, their adviser by notice."""
    client = onboarding.client
    queue(
        channel=Channel.EMAIL,
        to=onboarding.email,
        template="crm/messages/onboarding_accepted",
        context={"name": onboarding.contact, "company": client.display_name, "adviser": client.owner.get_full_name()},
        dedupe=f"{ACCEPTED}:{onboarding.pk}:{onboarding.version}",
        about=client,
    )
    notify(
        [client.owner],
        ACCEPTED,
        about=client,
        template="crm/notices/onboarding_accepted",
        context={"company": client.display_name, "attributed": attributed},
        url=client.get_absolute_url(),
        dedupe=f"{onboarding.pk}:{onboarding.version}",
        by=by,
    )


def settle_review(onboarding: Onboarding) -> None:
    settle(about=onboarding, kind=TO_CHECK)
