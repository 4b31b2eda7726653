"""Scheduled task: unsigned contracts expire."""

from celery import shared_task


@shared_task(name="contracts.daily")
def daily() -> None:
    """Close unsigned contracts that expired (S11)."""
    from contracts.confirmation.actions import expire_old

    expire_old()
