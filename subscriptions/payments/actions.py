"""Asking for money, taking what the processor says of it, giving it back."""

import logging
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from portal.access.permissions import Permission
from portal.audit import transitions
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused, lock
from portal.celery import wake
from portal.core.values import dates
from portal.core.values.money import format_amount, to_cents
from subscriptions.payments import purposes
from subscriptions.payments.cards import keep_card
from subscriptions.payments.enums import REFUNDABLE, RefundState, Status
from subscriptions.payments.gateways.base import Kind, Outcome, RefundOutcome
from subscriptions.payments.gateways.choice import gateway, gateway_named
from subscriptions.payments.models import Payment, Refund

log = logging.getLogger("comptoir.payments")
SWEEP = "payments.sweep"


@transaction.atomic
def ask(
    *,
    key: str,
    purpose: str,
    subject_id,
    payer,
    amount: Decimal,
    by=None,
    method=None,
    off_session: bool = False,
    keep: bool = False,
) -> Payment:
    """Ask `payer` for `amount` euros, once per `key`; the same again gives the first payment back.

    On-session, send the payer to `payment.get_absolute_url()`. Off-session, the kept card `method` is charged: at once
    by a local gateway, by a worker after the commit otherwise. `keep` has the card kept for later. Raises `Refused`
    when the key asked another amount.
    """
    if purposes.PURPOSES.find(purpose) is None:
        raise ValueError(f"no payment purpose is called {purpose!r}")
    if off_session and method is None:
        raise ValueError("without its holder a kept card is charged")
    values = {
        "purpose": purpose,
        "subject_id": str(subject_id),
        "payer": payer,
        "amount": to_cents(Decimal(amount)),
        "method": method,
        "off_session": off_session,
        "keep": keep,
        "gateway": method.gateway if off_session else gateway().name,
    }
    payment, is_new = Payment.objects.get_or_create(key=key, defaults=values)
    if payment.amount != values["amount"] or payment.purpose != purpose or payment.subject_id != str(subject_id):
        raise Refused(payment, _("Ce paiement a déjà été demandé pour un autre montant."))
    if is_new:
        record(payment, "payments.asked", by=by, data={"amount": str(payment.amount)}, is_first=True)
        if off_session:
            _charge_or_wake(payment)
            payment.refresh_from_db()
    return payment


def _charge_or_wake(payment: Payment) -> None:
    processor = gateway_named(payment.gateway)
    if processor.is_local:
        settle(payment=payment, outcome=processor.charge(payment, payment.method))
    else:
        transaction.on_commit(partial(wake, SWEEP), robust=True)


@transaction.atomic
def close(*, payment: Payment, by=None) -> Payment:
    """Take no card for `payment` any more: what it was for is no longer sold. Money that comes all the same is told.

    One that somebody holds is being paid at this moment: it is left alone, as waiting for it while holding what it is
    for would be a deadlock. What its money was for then decides whether it goes back.
    """
    row = Payment.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=payment.pk).first()
    if row is None:
        return payment
    if not row.is_settled and row.closed_at is None:
        row.closed_at = dates.now()
        row.touch()
        row.save()
        record(row, "payments.closed", by=by)
    return row


@transaction.atomic
def settle(*, payment: Payment, outcome: Outcome) -> Payment:
    """Take what the processor says of `payment`; the same said again, or said late, changes nothing."""
    row = lock(payment)
    if outcome.kind in (Kind.UNKNOWN, Kind.WAITING):
        return row
    if outcome.kind in DISPUTES:
        return _take_dispute(row, outcome)
    if row.is_settled:
        return row
    if outcome.kind is Kind.PAID:
        return _pay(row, outcome)
    if outcome.kind is Kind.AUTHENTICATE:
        if row.status == Status.TO_AUTHENTICATE:
            return row
        return transitions.apply(row, "authenticate", processor_reference=outcome.reference)
    return _fail(row, outcome)


def _pay(row: Payment, outcome: Outcome) -> Payment:
    """Grant what was paid for, if the amount is the one that was asked."""
    if (outcome.amount, outcome.currency.upper()) != (row.amount, row.currency):
        log.error("payment %s: %s %s came instead of what was asked", row.pk, outcome.amount, outcome.currency)
        sentence = _("Le montant reçu n’est pas celui demandé. Le support est prévenu et vous rembourse.")
        return _fail(row, Outcome(Kind.FAILED, outcome.reference, "wrong_amount", sentence))
    method = keep_card(row.payer, row.gateway, outcome, keep=row.keep or outcome.keep_card) or row.method
    paid = transitions.apply(
        row, "pay", processor_reference=outcome.reference, card=method, data={"amount": str(row.amount)}
    )
    purposes.purpose_of(paid).paid(paid)
    return paid


def _fail(row: Payment, outcome: Outcome) -> Payment:
    is_known = row.status == Status.FAILED and row.off_session and row.failure_code == outcome.code
    if is_known:
        return row
    failed = transitions.apply(
        row,
        "fail",
        processor_reference=outcome.reference,
        code=outcome.code,
        sentence=outcome.sentence,
        data={"code": outcome.code[:60]},
    )
    purposes.purpose_of(failed).failed(failed)
    return failed


DISPUTES = {Kind.DISPUTED: "dispute", Kind.DISPUTE_WON: "win_dispute", Kind.DISPUTE_LOST: "lose_dispute"}


def _take_dispute(row: Payment, outcome: Outcome) -> Payment:
    """Move a dispute on; one that is heard of when it is lost already began before."""
    name = DISPUTES[outcome.kind]
    if outcome.kind is Kind.DISPUTE_LOST and row.status in REFUNDABLE:
        row = _take_dispute(row, Outcome(Kind.DISPUTED, outcome.reference))
    if not transitions.may(row, name):
        return row
    moved = transitions.apply(row, name)
    purposes.purpose_of(moved).disputed(moved)
    return moved


@transaction.atomic
def begin(*, payment: Payment, reference: str) -> None:
    """Note under which name the processor prepares a payment, so that it can be looked up."""
    Payment.objects.filter(pk=payment.pk, processor_reference="").update(processor_reference=reference)


# --- money that goes back ----------------------------------------------------------------------------


@transaction.atomic
def refund(payment: Payment, amount: Decimal, reason: str, by=None, *, key: str = "") -> Refund:
    """Give `amount` euros of `payment` back, once per `key`; `by` is None where the portal itself decides it.

    A local gateway does it at once; any other by a worker after the commit. Raises `Refused` for more than is left.
    """
    row = lock(payment)
    if by is not None and not by.has_right(Permission.PAYMENTS_REFUND):
        raise NotYours(row)
    key = key or f"{row.pk.hex}:{row.refunds.count() + 1}"
    known = Refund.objects.filter(key=key).first()
    if known:
        return known
    amount, left = to_cents(Decimal(amount)), left_to_refund(row)
    if row.status not in REFUNDABLE or not 0 < amount <= left:
        words = {"left": format_amount(left, row.currency)}
        raise Refused(row, _("Ce montant ne peut pas être remboursé : il reste %(left)s.") % words)
    asked = Refund.objects.create(payment=row, key=key, amount=amount, reason=reason.strip()[:500], by=by)
    record(row, "payments.refund_asked", by=by, reason=reason, data={"amount": str(amount)})
    processor = gateway_named(row.gateway)
    if processor.is_local:
        settle_refund(refund=asked, outcome=processor.refund(asked))
        asked.refresh_from_db()
    else:
        transaction.on_commit(partial(wake, SWEEP), robust=True)
    return asked


def left_to_refund(payment: Payment) -> Decimal:
    """Return what of `payment` can still be given back, refunds on their way taken off."""
    if payment.status not in REFUNDABLE:
        return Decimal(0)
    waiting = payment.refunds.filter(state=RefundState.ASKED).values_list("amount", flat=True)
    return payment.amount - payment.refunded_amount - sum(waiting, Decimal(0))


@transaction.atomic
def settle_refund(*, refund: Refund, outcome: RefundOutcome) -> None:
    """Take what the processor says of a refund; once."""
    row = lock(refund.payment)
    asked = Refund.objects.select_for_update().get(pk=refund.pk)
    if asked.state != RefundState.ASKED:
        return
    asked.processor_reference = outcome.reference or asked.processor_reference
    if not (outcome.done or outcome.failed):
        asked.save(update_fields=["processor_reference"])
        return
    if outcome.failed:
        asked.state, asked.failure_sentence = RefundState.FAILED, outcome.sentence[:300]
        asked.save()
        record(row, "payments.refund_failed", data={"amount": str(asked.amount)})
        return
    asked.state, asked.done_at = RefundState.DONE, dates.now()
    asked.save()
    data = {"amount": str(asked.amount)}
    moved = transitions.apply(row, "take_refund", total=row.refunded_amount + asked.amount, data=data)
    moved.last_refund = asked
    purposes.purpose_of(moved).refunded(moved)
