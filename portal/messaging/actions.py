"""Actions on messages."""

from django.db import transaction

from portal.audit import history
from portal.core.values import dates
from portal.messaging.models import Message
from portal.messaging.outbox import wake_up
from portal.messaging.states import LOST, State


@transaction.atomic
def resend(*, message: Message, by) -> bool:
    """Requeue a message that did not arrive; False when there is nothing to send again.

    A sensitive one no longer has its text and an expired one is too late: make a new message instead.
    """
    row = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    expired = row.expires_at is not None and row.expires_at <= dates.now()
    if row.state not in LOST or row.sensitive or expired:
        return False
    row.state, row.attempts, row.due_at = State.QUEUED, 0, dates.now()
    row.error_code = row.error_sentence = row.provider_id = ""
    row.sent_at = row.delivered_at = None
    row.save()
    history.record(row, "messaging.resent", by=by)
    wake_up(row)
    return True
