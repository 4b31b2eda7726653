"""Messages of a signature: one function each, in the transaction of the step."""

from django.conf import settings
from django.utils import translation

from contracts.sales.models import Contract
from portal.core.values import dates
from portal.links import making as links
from portal.messaging.outbox import cancel, queue
from portal.messaging.states import Channel

CODE = "contracts/messages/code"
SIGNED = "contracts/messages/signed"


def send_code(contract: Contract, *, challenge, code: str, token: str) -> None:
    """Send the SMS with the code and the link to the offer; it expires with the code."""
    queue(
        channel=Channel.SMS,
        to=contract.phone,
        template=CODE,
        context={
            "portal_name": settings.PORTAL_NAME,
            "number": contract.number,
            "code": f"{code[:3]} {code[3:]}",
            "url": links.url_for(token),
            "minutes": settings.CODE_LIFETIME_MINUTES,
        },
        dedupe=f"contracts.code:{challenge.pk}",
        about=contract,
        sensitive=True,
        expires_at=challenge.expires_at,
    )


def cancel_codes(contract: Contract) -> None:
    """Cancel the codes not sent yet, once a newer one exists or the contract moves on."""
    cancel(about=contract, template=CODE)


def send_signed_copy(contract: Contract, *, again: bool = False) -> None:
    """Mail the sealed contract to the client, with how to withdraw; once, or `again` on request."""
    key = f"contracts.signed:{contract.pk}:{contract.signed_at.isoformat()}"
    with translation.override("fr"):  # the client's language, not the requester's
        signed_at, deadline = dates.at_time(contract.signed_at), dates.long_date(contract.withdrawal_deadline)
    queue(
        channel=Channel.EMAIL,
        to=contract.email,
        template=SIGNED,
        context={
            "contract": contract,
            "signed_at": signed_at,
            "deadline": deadline,
            "withdrawal_url": f"{settings.PUBLIC_BASE_URL}/retractation/",
            "verification_url": f"{settings.PUBLIC_BASE_URL}/verifier/",
            "support_email": settings.SUPPORT_EMAIL,
        },
        dedupe=f"{key}:{dates.now().isoformat()}" if again else key,
        about=contract,
        attachments=[str(contract.signed_document_id)],
    )
