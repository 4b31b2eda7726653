"""The messages of the past: delivered when they were written, and read again only when they are recent."""

import re
from dataclasses import dataclass

from contracts.signature.messages import CODE
from portal.core.values import dates
from portal.messaging import delivery
from portal.messaging.gateways.base import Kind, Outcome
from portal.messaging.gateways.demo import DemoGateway
from portal.messaging.models import Message
from portal.messaging.outbox import messages_about
from portal.messaging.states import State

GATEWAY = DemoGateway()
FORGOTTEN = Outcome(Kind.DELIVERED, provider_id="demo-passé")
IN_SMS = re.compile(r"(?P<code>\d{3} \d{3}).*/l/(?P<token>[\w-]+)", re.DOTALL)


@dataclass(frozen=True)
class Received:
    """What the client reads in their SMS."""

    code: str
    token: str


def read_sms(contract) -> Received | None:
    """The code and the link that wait to leave for a client; None when no SMS waits."""
    message = messages_about(contract).filter(template=CODE, state=State.QUEUED).first()
    found = IN_SMS.search(message.content().text) if message else None
    return Received(found["code"], found["token"]) if found else None


def deliver(contract, *, readable: bool) -> None:
    """Deliver what waits about a contract, now; only `readable` messages go to the demo mailbox.

    Never through a configured gateway: a demonstration writes to nobody.
    """
    for message_id in Message.objects.about(contract).due(dates.now()).order_by("id").values_list("pk", flat=True):
        message = delivery.claim(message_id)
        delivery.settle(message, GATEWAY, _outcome(message, readable))


def _outcome(message: Message, readable: bool) -> Outcome:
    return GATEWAY.send(message, message.content()) if readable else FORGOTTEN
