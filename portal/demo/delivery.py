"""Deliver the messages of the past; only recent ones go to the demo mailbox."""

from portal.core.values import dates
from portal.messaging import delivery
from portal.messaging.gateways.base import Kind, Outcome
from portal.messaging.gateways.demo import DemoGateway
from portal.messaging.models import Message

GATEWAY = DemoGateway()
FORGOTTEN = Outcome(Kind.DELIVERED, provider_id="demo-passé")


def deliver(contract, *, readable: bool) -> None:
    """Deliver what waits about a contract, now; only `readable` messages go to the demo mailbox.

    Never through a configured gateway: a demonstration writes to nobody.
    """
    for message_id in Message.objects.about(contract).due(dates.now()).order_by("id").values_list("pk", flat=True):
        message = delivery.claim(message_id)
        delivery.settle(message, GATEWAY, _outcome(message, readable))


def forget_past(before) -> None:
    """Settle what was written before a moment and still waits: it is told as delivered, and read nowhere."""
    waiting = Message.objects.due(dates.now()).filter(created_at__lt=before).order_by("id")
    for message_id in list(waiting.values_list("pk", flat=True)):
        if message := delivery.claim(message_id):
            delivery.settle(message, GATEWAY, FORGOTTEN)


def _outcome(message: Message, readable: bool) -> Outcome:
    return GATEWAY.send(message, message.content()) if readable else FORGOTTEN
