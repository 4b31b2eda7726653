"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="payments.sweep")
def sweep() -> None:
    """Do what waits: events, charges of kept cards, refunds, cards to be forgotten."""
    from subscriptions.payments import cards, events

    events.handle_due()
    events.charge_due()
    events.refund_due()
    cards.detach_due()


@shared_task(name="payments.reconcile")
def reconcile() -> None:
    """Look up what was begun and not settled."""
    from subscriptions.payments import cards, events

    events.reconcile()
    cards.look_up_open()
