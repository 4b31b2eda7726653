"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="presales.daily")
def daily() -> None:
    """What the calendar asks for: dates nobody took in time are given back."""
    from presales.requests.actions.ending import release_old_holds

    release_old_holds()
