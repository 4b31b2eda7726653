"""Sending what is due: claim under a lease, call the provider outside any transaction, write the outcome.

Claims and outcomes are conditional UPDATEs on the number of attempts, so that they hold alike on
PostgreSQL and SQLite: of two workers one sends; one that comes back after its lease writes nothing.
"""

import logging
import time
import traceback
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from portal.core.plumbing.unavailable import Unavailable
from portal.core.values import dates
from portal.messaging import budget, receipts
from portal.messaging.gateways import gateway_for
from portal.messaging.gateways.base import Gateway, Kind, Outcome
from portal.messaging.models import Message
from portal.messaging.states import WAITING, Channel, State

logger = logging.getLogger("comptoir.messaging")

LEASE = timedelta(seconds=60)  # longer than a look-up and a sending, each cut after 10 s
PAUSES = (5, 30, 120, 600, 3600)  # seconds between tries; after the last one the message is given up
STORE_AWAY = timedelta(minutes=1)
SWEEP_SECONDS = 20
BATCH = 50


def deliver(message_id: int) -> None:
    """Send one message if it is due and free. Idempotent."""
    message = claim(message_id)
    if message is None:
        return
    gateway = gateway_for(message.channel)
    outcome = _ask(gateway, message) if message.in_doubt else None
    if outcome is None:
        if _expired(message):
            _write(message, gateway, state=State.CANCELLED)
            return
        if message.channel == Channel.SMS and budget.is_exhausted():
            _put_off(message, gateway, budget.LATER, "budget", _("le budget de SMS du jour est atteint"))
            return
        try:
            outcome = _guarded(gateway.send, message)
        except Unavailable:
            _put_off(message, gateway, STORE_AWAY, "storage", _("le stockage des fichiers joints ne répond pas"))
            return
    settle(message, gateway, outcome)


def claim(message_id: int) -> Message | None:
    """Take a due message for `LEASE`, or None when it is not due, ended, or taken.

    One found in `sending` after its lease was left by a worker that died: it is in doubt from then on.
    """
    moment = dates.now()
    message = Message.objects.due(moment).filter(pk=message_id).first()
    if message is None:
        return None
    in_doubt = message.in_doubt or message.state == State.SENDING
    taken = Message.objects.due(moment).filter(pk=message_id, attempts=message.attempts).update(
        state=State.SENDING, attempts=F("attempts") + 1, lease_until=moment + LEASE, in_doubt=in_doubt
    )  # fmt: skip
    if not taken:
        return None
    message.state, message.attempts = State.SENDING, message.attempts + 1
    message.lease_until, message.in_doubt = moment + LEASE, in_doubt
    return message


def settle(message: Message, gateway: Gateway, outcome: Outcome) -> None:
    """Write the provider's answer: a final state, or when to retry."""
    moment = dates.now()
    if outcome.kind in (Kind.SENT, Kind.DELIVERED):
        delivered = outcome.kind == Kind.DELIVERED
        _write(
            message,
            gateway,
            state=State.DELIVERED if delivered else State.SENT,
            sent_at=moment,
            delivered_at=moment if delivered else None,
            provider_id=outcome.provider_id,
            in_doubt=False,
            error_code="",
            error_sentence="",
        )
        _take_early_receipts(message, gateway, outcome)
        return
    why = {"error_code": outcome.code[:40], "error_sentence": str(outcome.sentence or _("sans réponse"))[:255]}
    if outcome.kind == Kind.FAILED:
        _write(message, gateway, state=State.FAILED, in_doubt=False, provider_id=outcome.provider_id, **why)
        return
    in_doubt = outcome.kind == Kind.UNKNOWN or message.in_doubt
    if _expired(message):
        _write(message, gateway, state=State.DEAD if in_doubt else State.CANCELLED, **why)
    elif message.attempts > len(PAUSES):
        _write(message, gateway, state=State.DEAD, **why)
    else:
        due_at = moment + timedelta(seconds=PAUSES[message.attempts - 1])
        _write(message, gateway, state=State.QUEUED, due_at=due_at, in_doubt=in_doubt, **why)


def _put_off(message: Message, gateway: Gateway, wait: timedelta, code: str, sentence: str) -> None:
    """Postpone without using up a try, when neither the message nor the provider is at fault."""
    why = {"error_code": code, "error_sentence": sentence}
    _write(message, gateway, state=State.QUEUED, due_at=dates.now() + wait, attempts=F("attempts") - 1, **why)


def _take_early_receipts(message: Message, gateway: Gateway, outcome: Outcome) -> None:
    """Apply the callbacks that came before the provider's answer, kept under the provider's id."""
    message.provider, message.provider_id = gateway.name, outcome.provider_id
    if outcome.provider_id:
        receipts.bring_forward(message)


def _write(message: Message, gateway: Gateway, *, state: State, **columns) -> None:
    """Write an outcome, if the row is still ours."""
    if message.sensitive and state not in WAITING:
        columns |= {"body_text": "", "body_html": ""}
    ours = Message.objects.filter(pk=message.pk, state=State.SENDING, attempts=message.attempts)
    if not ours.update(state=state, lease_until=None, provider=gateway.name, **columns):
        logger.warning("message %s: another worker took over, outcome %s not written", message.pk, state)


def _ask(gateway: Gateway, message: Message) -> Outcome | None:
    """Look up a message in doubt at the provider; when it does not have it, the doubt is over."""
    outcome = _guarded(gateway.lookup, message)
    if outcome is None:
        message.in_doubt = False
    return outcome


def _guarded(call, message: Message) -> Outcome | None:
    """A gateway's answer; a bug of ours in it counts as no answer and never stops the sweep.

    Raises `Unavailable` when what the message is made of is out of reach.
    """
    try:
        return call(message, message.content())
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001 - its text may hold a number or a body: only its place is logged
        place = "".join(traceback.format_tb(error.__traceback__))
        logger.error("message %s: %s in the gateway\n%s", message.pk, type(error).__name__, place)
        return Outcome(Kind.UNKNOWN, code=type(error).__name__, sentence=_("erreur interne"))


def _expired(message: Message) -> bool:
    """Return whether it has expired; read again, as a cancellation while sending sets the expiry to now."""
    limit = Message.objects.values_list("expires_at", flat=True).get(pk=message.pk)
    return limit is not None and limit <= dates.now()


def sweep() -> int:
    """Send what is due for at most `SWEEP_SECONDS`; gives how many were taken up.

    Whatever a wake-up lost (no broker, a killed worker) is found here. What expired is forgotten first. Half of the
    time is for what has an end, as codes have, the soonest first; then comes the rest, the oldest first. So a code does
    not wait behind the mails that an outage heaped up, nor they behind the codes that no provider takes.
    """
    forget_expired(dates.now())
    start, due = time.monotonic(), Message.objects.due(dates.now())
    pressing = due.filter(expires_at__isnull=False).order_by("expires_at", "id")
    patient = due.filter(expires_at__isnull=True).order_by("due_at", "id")
    taken = _deliver_until(start + SWEEP_SECONDS / 2, pressing)
    return taken + _deliver_until(start + SWEEP_SECONDS, patient)


def _deliver_until(end: float, messages: QuerySet[Message]) -> int:
    """Deliver `messages` until the process clock reads `end`; return how many were taken."""
    taken = 0
    for message_id in list(messages.values_list("pk", flat=True)[:BATCH]):
        if time.monotonic() > end:
            break
        deliver(message_id)
        taken += 1
    return taken


def forget_expired(moment: datetime) -> None:
    """Cancel expired messages; one in doubt is looked up sooner instead."""
    late = Message.objects.filter(Q(expires_at__lte=moment), state=State.QUEUED)
    late.filter(in_doubt=False).update(state=State.CANCELLED, body_text="", body_html="")
    late.filter(in_doubt=True, due_at__gt=moment).update(due_at=moment)
