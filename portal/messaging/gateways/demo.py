"""Demo gateway: nothing is sent, messages are read in the demo mailbox."""

from django.utils.translation import gettext_lazy as _

from portal.messaging.content import Content
from portal.messaging.gateways.base import Kind, Outcome
from portal.messaging.models import DemoDelivery, Message

# Numbers that ARCEP keeps for fiction (06 39 98 00 00 to 06 39 98 99 99): this one never answers,
# so that one can see what a failed delivery looks like.
NEVER_ANSWERS = "+33639980000"


class DemoGateway:
    name = "demo"

    def send(self, message: Message, content: Content) -> Outcome:
        if message.recipient == NEVER_ANSWERS:
            return Outcome(Kind.FAILED, code="demo", sentence=_("ce numéro n’est pas attribué"))
        delivery, _created = DemoDelivery.objects.get_or_create(
            message=message,
            defaults={
                "channel": message.channel,
                "recipient": message.recipient,
                "subject": content.subject,
                "text": content.text,
                "html": content.html,
                "attachments": message.attachments,
            },
        )
        return Outcome(Kind.DELIVERED, provider_id=f"demo-{delivery.pk}")

    def lookup(self, message: Message, content: Content) -> Outcome | None:
        delivery = DemoDelivery.objects.filter(message=message).first()
        return Outcome(Kind.DELIVERED, provider_id=f"demo-{delivery.pk}") if delivery else None
