"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="shop.tidy")
def tidy() -> None:
    """Give up orders that were not paid in time; take old parcels as delivered."""
    from subscriptions.shop.actions.fulfilling import deliver_overdue
    from subscriptions.shop.actions.ordering import release_expired

    release_expired()
    deliver_overdue()
