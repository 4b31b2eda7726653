"""What the sales team receives when a prospect is ready."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from crm.prospects import queries
from portal.access.permissions import Permission
from portal.access.roles import roles_with
from portal.messaging.kinds import Kind
from portal.messaging.notices import notify, settle
from portal.messaging.outbox import queue
from portal.messaging.states import Channel

READY = "crm.prospect_ready"
KINDS = (
    Kind(
        READY,
        _("Un prospect est prêt à démarrer"),
        roles_with(Permission.PROSPECTS_ONBOARD),
        icon="target-arrow",
        tone="success",
        rights=(Permission.PROSPECTS_ONBOARD,),
    ),
)


def tell_ready(client: Client, *, contact, by) -> None:
    """The alert: one mail to the team's address and a notice to each of its members."""
    follow_up = client.follow_up
    context = {
        "company": client.display_name,
        "siren": client.siren,
        "agent": by.get_full_name(),
        "agency": str(client.agency or ""),
        "contact": contact,
        "follow_up": follow_up,
        "url": f"{settings.PUBLIC_BASE_URL}{file_url(client)}",
    }
    dedupe = f"crm.prospect_ready:{follow_up.pk}:{follow_up.version}"
    queue(
        channel=Channel.EMAIL,
        to=settings.SALES_TEAM_EMAIL,
        template="crm/messages/prospect_ready",
        context=context,
        dedupe=dedupe,
        about=client,
    )
    notify(
        queries.sales_team(),
        READY,
        about=client,
        template="crm/notices/prospect_ready",
        context=context,
        url=file_url(client),
        dedupe=dedupe,
        by=by,
    )


def settle_ready(client: Client) -> None:
    settle(about=client, kind=READY)


def file_url(client: Client, tab: str = "suivi") -> str:
    """The address of a tab of the prospect's file."""
    return reverse(f"crm:prospect_{tab}", args=[client.pk])
