"""The onboarding link of a prospect: made, sent, renewed, revoked. One lives at a time."""

from django.conf import settings

from crm.clients.models import Client
from portal.audit.history import record
from portal.core.values import masking
from portal.links import making
from portal.links.models import SecureLink
from portal.messaging.outbox import cancel, queue
from portal.messaging.states import Channel

ONBOARDING = "crm.onboarding"
TEMPLATE = "crm/messages/onboarding_link"


def living(client: Client) -> SecureLink | None:
    """The link that can be opened now, if any."""
    return SecureLink.objects.about(client).filter(purpose=ONBOARDING).alive().order_by("-pk").first()


def latest(client: Client) -> SecureLink | None:
    """The last link made, dead or alive."""
    return SecureLink.objects.about(client).filter(purpose=ONBOARDING).order_by("-pk").first()


def send(client: Client, *, name: str, email: str, by=None) -> SecureLink:
    """Make a link and mail it to the favourite contact; any earlier one dies. The caller holds the client's lock."""
    _end(client)
    link, token = making.make(
        purpose=ONBOARDING,
        about=client,
        days=settings.ONBOARDING_LINK_DAYS,
        by=by,
        recipient_hint=masking.email_for_strangers(email),
    )
    queue(
        channel=Channel.EMAIL,
        to=email,
        template=TEMPLATE,
        context={
            "name": name,
            "company": client.display_name,
            "url": making.url_for(token),
            "days": settings.ONBOARDING_LINK_DAYS,
        },
        dedupe=f"crm.onboarding_link:{link.pk}",
        about=client,
        sensitive=True,
        expires_at=link.expires_at,
    )
    record(client, "crm.link_sent", by=by, personal={"contact": name or email})
    return link


def revoke(client: Client, *, by=None) -> bool:
    """End the living link, and stop its mail where it has not left. False when there was none."""
    if not _end(client):
        return False
    record(client, "crm.link_revoked", by=by)
    return True


def _end(client: Client) -> int:
    cancel(about=client, template=TEMPLATE)
    return making.revoke(client, ONBOARDING)
