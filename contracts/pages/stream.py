"""Contracts on the timeline of a client: events, and messages to the client."""

from django.utils.translation import gettext as _

from contracts.pages.panels import contracts_seen
from contracts.sales.models import Contract
from portal.access.permissions import Permission
from portal.audit.history import line_of
from portal.audit.models import Event
from portal.core.plugs.stream import Entry, StreamSource
from portal.messaging.models import Message
from portal.messaging.states import Channel

TECHNICAL = {
    "contracts.document_frozen",
    "contracts.sealed",
    "contracts.changed",
    "contracts.code_sent",
    "contracts.opened_by_client",
}


def entries(user, client, limit: int) -> list[Entry]:
    """Return the newest events of the contracts a reader may see, and their messages; two queries, none without."""
    contracts = {str(contract.pk): contract for contract in contracts_seen(user, client)}
    if not contracts:
        return []
    return [*_events(contracts, limit), *_messages(contracts, limit)]


def _events(contracts: dict[str, Contract], limit: int) -> list[Entry]:
    events = Event.objects.filter(subject_type=Contract._meta.label_lower, subject_id__in=list(contracts))
    newest = events.select_related("detail").order_by("-at", "-pk")[:limit]
    return [_event(line_of(event), contracts[event.subject_id]) for event in newest]


def _event(line, contract: Contract) -> Entry:
    return Entry(
        at=line.at,
        text=line.sentence,
        kind="contrats",
        icon=line.icon,
        tone=line.tone,
        body=line.reason,
        url=contract.get_absolute_url(),
        link_label=contract.number or contract.product_name,
        technical=line.event.verb in TECHNICAL,
    )


def _messages(contracts: dict[str, Contract], limit: int) -> list[Entry]:
    about = Message.objects.filter(about_type=Contract._meta.label_lower, about_id__in=list(contracts))
    addresses = {contract.email for contract in contracts.values() if contract.email}
    newest = about.exclude(channel=Channel.PORTAL).order_by("-pk")[: 2 * limit]
    return [
        _message(message, contracts[message.about_id])
        for message in newest
        if message.channel == Channel.SMS or message.recipient in addresses
    ][:limit]


def _message(message: Message, contract: Contract) -> Entry:
    is_sms = message.channel == Channel.SMS
    return Entry(
        at=message.sent_at or message.created_at,
        text=_said(message, is_sms),
        kind="messages",
        icon="device-mobile-message" if is_sms else "mail",
        url=contract.get_absolute_url(),
        link_label=contract.number or "",
        technical=not message.is_lost,
        state=message.status_label,
        state_tone=message.status_tone,
    )


def _said(message: Message, is_sms: bool) -> str:
    if not is_sms:
        return message.subject
    return _("Code de signature envoyé par SMS") if message.sensitive else _("SMS envoyé au client")


SOURCE = StreamSource("contracts.sales", "crm.client", entries, ("contrats", "messages"), Permission.CONTRACTS_VIEW, 20)
