"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="catalog.publish_due")
def publish_due() -> None:
    """Publish the versions of the offer whose day has come."""
    from catalog.offer.actions import publish_due as publish
    from catalog.offer.sheets import KINDS

    publish(KINDS)
