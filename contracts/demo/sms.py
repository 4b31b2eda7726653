"""Read the code and the link of an SMS, as its client would."""

import re
from dataclasses import dataclass

from contracts.signature.messages import CODE
from portal.messaging.outbox import messages_about
from portal.messaging.states import State

IN_SMS = re.compile(r"(?P<code>\d{3} \d{3}).*/l/(?P<token>[\w-]+)", re.DOTALL)


@dataclass(frozen=True)
class Received:
    """Content of a received SMS."""

    code: str
    token: str


def read_sms(contract) -> Received | None:
    """Return the code and the link queued for a client; None when no SMS is queued."""
    message = messages_about(contract).filter(template=CODE, state=State.QUEUED).first()
    found = IN_SMS.search(message.content().text) if message else None
    return Received(found["code"], found["token"]) if found else None
