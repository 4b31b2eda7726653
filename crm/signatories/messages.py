"""What is sent about signatories."""

from crm.signatories.models import Signatory
from portal.links import making as links
from portal.messaging.notices import notify
from portal.messaging.outbox import queue
from portal.messaging.states import Channel

ENDING = "crm.document_ending"


def send_verification(signatory: Signatory, *, link, token: str) -> None:
    """The link by which a signatory confirms their address."""
    queue(
        channel=Channel.EMAIL,
        to=signatory.email,
        template="crm/messages/signatory",
        context={"signatory": signatory, "client": signatory.client, "url": links.url_for(token)},
        dedupe=f"crm.signatory:{link.pk}",
        about=signatory,
        sensitive=True,
        expires_at=link.expires_at,
    )


def warn_of_document(signatory: Signatory) -> None:
    """Tell the client's adviser that an identity document ends soon."""
    notify(
        [signatory.client.owner],
        ENDING,
        about=signatory.client,
        template="crm/notices/document_ending",
        context={"signatory": signatory, "client": signatory.client},
        url=signatory.get_absolute_url(),
        dedupe=f"{ENDING}:{signatory.pk}:{signatory.document_until}",
    )
