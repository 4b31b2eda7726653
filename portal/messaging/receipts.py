"""Provider callbacks: twice, late, in any order, or before the provider's id is known."""

from django.db import IntegrityError, transaction

from portal.core.values import dates
from portal.messaging.gateways.base import Kind, Outcome
from portal.messaging.models import Message, Receipt
from portal.messaging.states import State

RANK = {State.SENDING: 0, State.SENT: 1, State.FAILED: 2, State.DELIVERED: 3}
STATE_OF = {Kind.SENT: State.SENT, Kind.FAILED: State.FAILED, Kind.DELIVERED: State.DELIVERED}


def keep(*, provider: str, status: str, outcome: Outcome) -> bool:
    """Store one callback and update its message. False when it was already known."""
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(
                provider=provider,
                provider_id=outcome.provider_id,
                status=status,
                kind=outcome.kind,
                code=outcome.code[:40],
                sentence=str(outcome.sentence)[:255],
                at=dates.now(),
            )
    except IntegrityError:
        return False
    message = Message.objects.filter(provider=provider, provider_id=receipt.provider_id).first()
    if message is not None:
        bring_forward(message)
    return True


def bring_forward(message: Message) -> None:
    """Update a message from its receipts, never backwards: a late delivery report still counts."""
    receipts = Receipt.objects.filter(provider=message.provider, provider_id=message.provider_id)
    for receipt in receipts.order_by("at", "pk"):
        _apply(message.pk, receipt)


def _apply(message_id: int, receipt: Receipt) -> None:
    state = STATE_OF[Kind(receipt.kind)]
    behind = [value for value, rank in RANK.items() if 0 < rank < RANK[state]]
    columns = {"state": state}
    if state == State.DELIVERED:
        columns |= {"delivered_at": receipt.at, "error_code": "", "error_sentence": ""}
    if state == State.FAILED:
        columns |= {"error_code": receipt.code, "error_sentence": receipt.sentence}
    Message.objects.filter(pk=message_id, state__in=behind).update(**columns)
