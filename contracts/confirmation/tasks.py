"""Task of the calendar: unsigned contracts expire."""

from celery import shared_task


@shared_task(name="contracts.daily")
def daily() -> None:
    """What the calendar asks for: unsigned contracts expire (S11)."""
    from contracts.confirmation.actions import expire_old

    expire_old()
