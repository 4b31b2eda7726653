"""Who is told of an envelope: the back-office of a request, the buyer of a decision."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.envelopes.models import Envelope
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.accounts.models import User
from portal.messaging.kinds import Kind
from portal.messaging.notices import notify, settle
from portal.messaging.outbox import queue
from portal.messaging.states import Channel

ASKED = "envelopes.asked"
KIND = Kind(
    ASKED,
    _("Une enveloppe d’affacturage est demandée"),
    roles_with(Permission.FACTORING_DECIDE),
    icon="cash",
    rights=(Permission.FACTORING_DECIDE,),
)


def office() -> list[User]:
    """Those who decide about factoring."""
    return list(User.objects.active().having(Permission.FACTORING_DECIDE))


def tell_asked(envelope: Envelope, *, by) -> None:
    notify(
        office(),
        ASKED,
        about=envelope,
        template="crm/notices/envelope_asked",
        context={"envelope": envelope},
        url=envelope.get_absolute_url(),
        dedupe=f"{ASKED}:{envelope.pk}",
        by=by,
    )


def tell_decided(envelope: Envelope) -> None:
    """Mail the buyer what was decided, once for each version."""
    settle(about=envelope, kind=ASKED)
    buyer = envelope.buyer
    email = buyer.account.email if buyer.account_id else buyer.email
    if not email:
        return
    queue(
        channel=Channel.EMAIL,
        to=email,
        template="crm/messages/envelope_decided",
        context={"envelope": envelope, "url": f"{settings.PUBLIC_BASE_URL}{reverse('crm:factoring')}"},
        dedupe=f"crm.envelope_decided:{envelope.pk}:{envelope.version}",
        about=envelope,
    )
