"""Celery tasks of requests."""

from celery import shared_task


@shared_task(name="presales.daily")
def daily() -> None:
    """Release the dates not chosen in time."""
    from presales.requests.actions.ending import release_old_holds

    release_old_holds()
