"""Sending the signed contract again to the address it was signed with."""

from datetime import timedelta

from django.db import transaction

from contracts.sales.enums import Status
from contracts.sales.models import Contract
from contracts.signature import messages
from portal.audit import transitions
from portal.audit.history import CLIENT, record
from portal.core.values import dates
from portal.messaging.outbox import messages_about

COPIES_PER_DAY = 3
BETWEEN_COPIES = timedelta(minutes=10)
WINDOW = timedelta(hours=24)


def can_be_sent(contract: Contract) -> bool:
    """Return whether there is a sealed copy that the client is to have."""
    return bool(contract.signed_document_id) and contract.status != Status.WITHDRAWN


@transaction.atomic
def send_again(*, contract: Contract) -> bool:
    """Mail the sealed contract again, to its client alone; False when it is too soon, too often, or there is none.

    The sender has only proven to hold a link, so they can neither choose the address nor flood the mailbox.
    """
    row = transitions.lock(contract)
    sent = messages_about(row).filter(template=messages.SIGNED, created_at__gt=dates.now() - WINDOW)
    too_soon = sent.filter(created_at__gt=dates.now() - BETWEEN_COPIES).exists()
    if not can_be_sent(row) or too_soon or sent.count() >= COPIES_PER_DAY:
        return False
    messages.send_signed_copy(row, again=True)
    record(row, "contracts.copy_sent_again", as_=CLIENT)
    return True
