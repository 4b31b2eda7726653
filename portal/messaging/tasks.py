"""Celery tasks of the outbox. Both take ids only and are idempotent."""

from celery import shared_task


@shared_task(name="messaging.deliver")
def deliver(message_id: int) -> None:
    """Send one message, unless another worker has it."""
    from portal.messaging import delivery

    delivery.deliver(message_id)


@shared_task(name="messaging.sweep", expires=10)
def sweep() -> None:
    """Send what is due. A tick that waited ten seconds is dropped: the next one does its work."""
    from portal.messaging import delivery

    delivery.sweep()
