"""Mails of the public withdrawal page."""

from contracts.sales.models import Contract
from portal.links import making as links
from portal.messaging.outbox import queue
from portal.messaging.states import Channel


def send_link(contract: Contract, *, link, token: str) -> None:
    """Send the link to the client's declaration, to the address of the contract alone."""
    queue(
        channel=Channel.EMAIL,
        to=contract.email,
        template="contracts/messages/withdrawal_link",
        context={"contract": contract, "url": links.url_for(token)},
        dedupe=f"contracts.withdrawal_link:{link.pk}",
        about=contract,
        sensitive=True,
        expires_at=link.expires_at,
    )
