"""What the processor tells: kept as it came, handled once, together with its effect."""

import logging
import traceback
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.db.models import F

from portal.celery import wake
from portal.core.values import dates
from subscriptions.payments import actions, cards
from subscriptions.payments.enums import SETTLED, RefundState, Status
from subscriptions.payments.gateways.base import Kind, Outcome
from subscriptions.payments.gateways.choice import gateway_named
from subscriptions.payments.models import CardSetup, Payment, ProcessorEvent, Refund

log = logging.getLogger("comptoir.payments")
MOST = 50  # of one round
MOST_TRIES = 20
INTENTS, DISPUTES, SETUPS = "payment_intent.", "charge.dispute.", "setup_intent."


def keep(*, gateway: str, body: dict) -> bool:
    """Keep an event once; returns whether it is new."""
    values = {"gateway": gateway, "kind": str(body.get("type", ""))[:80], "body": body}
    event, is_new = ProcessorEvent.objects.get_or_create(event_id=str(body.get("id", ""))[:120], defaults=values)
    if is_new:
        transaction.on_commit(lambda: wake("payments.sweep"), robust=True)
    return is_new


def handle_due() -> int:
    """Handle the events that wait, in the order in which they came; returns how many."""
    waiting = ProcessorEvent.objects.filter(handled_at=None, tries__lt=MOST_TRIES).order_by("received_at", "pk")[:MOST]
    done = 0
    for event in waiting:
        handled = _safely(handle, event)
        if handled is None:
            ProcessorEvent.objects.filter(pk=event.pk).update(tries=F("tries") + 1)
        done += bool(handled)
    return done


def _safely(act: Callable, row) -> bool | None:
    """Do `act` to `row` and return its answer; None when it failed. It is tried again in the next round.

    Raises `OperationalError` when the database is out of reach.
    """
    try:
        return act(row)
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 - its text may hold what an event says of people: its place is logged
        place = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s %s: %s\n%s", type(row).__name__, row.pk, type(error).__name__, place)
        return None


def handle(event: ProcessorEvent) -> bool:
    """Read what an event is about anew, and take it; the mark that it is handled commits with its effect."""
    reference, outcomes = _ask(event)
    if any(outcome.kind is Kind.UNKNOWN for outcome in outcomes):
        ProcessorEvent.objects.filter(pk=event.pk).update(tries=event.tries + 1)
        return False
    with transaction.atomic():
        row = ProcessorEvent.objects.select_for_update().get(pk=event.pk)
        if row.handled_at:
            return False
        take = _take_setup if event.kind.startswith(SETUPS) else _take_payment
        is_ours = bool(outcomes) and take(event, reference, outcomes)
        row.handled_at = dates.now()
        row.outcome = outcomes[-1].kind.value if is_ours else "ignored"
        row.save(update_fields=["handled_at", "outcome"])
    return True


def _take_payment(event: ProcessorEvent, reference: str, outcomes: list[Outcome]) -> bool:
    """Settle the payment that an event is about; returns whether there is one."""
    payment = Payment.objects.filter(processor_reference=reference).first() if reference else None
    payment = payment or _named(event, "payment", Payment.objects)
    for outcome in outcomes if payment else ():
        actions.settle(payment=payment, outcome=outcome)
    return payment is not None


def _take_setup(event: ProcessorEvent, reference: str, outcomes: list[Outcome]) -> bool:
    """Settle the set-up that an event is about; one whose name here is another is not ours."""
    setups = CardSetup.objects.filter(gateway=event.gateway)
    setup = setups.filter(reference=reference).first() or _named(event, "setup", setups.filter(reference=""))
    for outcome in outcomes if setup else ():
        cards.settle_setup(setup=setup, outcome=outcome)
    return setup is not None


def _ask(event: ProcessorEvent) -> tuple[str, list[Outcome]]:
    """Return what an event is about and how that stands now; nothing for a type or a shape that is not known.

    A dispute may be told before its payment: that one is read first.
    """
    data = event.body.get("data")
    about = data.get("object") if isinstance(data, dict) else None
    reference = about.get("id") if isinstance(about, dict) else None
    if not isinstance(reference, str) or not reference:
        return "", []
    processor = gateway_named(event.gateway)
    if event.kind.startswith(INTENTS):
        return reference, [processor.look_up(reference)]
    if event.kind.startswith(SETUPS):
        return reference, [processor.look_up_setup(reference)]
    if event.kind.startswith(DISPUTES):
        intent, dispute = processor.look_up_dispute(reference)
        return intent, [processor.look_up(intent), dispute] if intent else [dispute]
    return "", []


def _named(event: ProcessorEvent, name: str, rows):
    """The one of `rows` that the object names itself: the answer to its creation may have been lost."""
    data = event.body.get("data")
    about = data.get("object") if isinstance(data, dict) else None
    words = about.get("metadata") if isinstance(about, dict) else None
    named = words.get(name) if isinstance(words, dict) else None
    try:
        return rows.filter(pk=named).first() if named else None
    except (ValueError, ValidationError):
        return None


def charge_due() -> int:
    """Charge the kept cards that wait, and ask again where an answer was lost; returns how many were settled.

    What was asked before for the same thing is ended at the processor first, so that one of them alone is paid.
    """
    waiting = Payment.objects.filter(status=Status.ASKED, off_session=True, closed_at=None).exclude(gateway="demo")
    due = waiting.select_related("method").order_by("created_at")[:MOST]
    return sum(bool(_safely(_charge, payment)) for payment in due)


def _charge(payment: Payment) -> bool:
    if not _is_alone(payment):
        return False
    outcome = gateway_named(payment.gateway).charge(payment, payment.method)
    return actions.settle(payment=payment, outcome=outcome).status != Status.ASKED


def _is_alone(payment: Payment) -> bool:
    """End the earlier payments of the same thing; returns False while the money of one came, or may still come."""
    others = Payment.objects.filter(purpose=payment.purpose, subject_id=payment.subject_id).exclude(pk=payment.pk)
    if others.filter(status__in=SETTLED).exists():
        actions.close(payment=payment)
        return False
    for earlier in others.exclude(processor_reference="").order_by("created_at"):
        outcome = gateway_named(earlier.gateway).cancel(earlier)
        if outcome.kind is not Kind.CANCELLED:
            actions.settle(payment=earlier, outcome=outcome)
            return False
    return True


def refund_due() -> int:
    """Ask the processor for the refunds that wait; returns how many it answered."""
    waiting = Refund.objects.filter(state=RefundState.ASKED).select_related("payment").order_by("created_at")[:MOST]
    return sum(bool(_safely(_refund, refund)) for refund in waiting)


def _refund(refund: Refund) -> bool:
    actions.settle_refund(refund=refund, outcome=gateway_named(refund.payment.gateway).refund(refund))
    return True


def reconcile() -> int:
    """Look up the payments that were begun and not settled; returns how many changed."""
    begun = Payment.objects.filter(status__in=[Status.ASKED, Status.TO_AUTHENTICATE]).exclude(gateway="demo")
    due = begun.exclude(processor_reference="").order_by("created_at")[:MOST]
    return sum(bool(_safely(_look, payment)) for payment in due)


def _look(payment: Payment) -> bool:
    outcome = gateway_named(payment.gateway).look(payment)
    return actions.settle(payment=payment, outcome=outcome).status != payment.status
