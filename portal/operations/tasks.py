from celery import shared_task


@shared_task(name="operations.pulse", expires=30)
def pulse() -> None:
    """A worker's sign of life: the schedule, the broker and a worker all had to work for it to be written."""
    from portal.operations import heartbeats

    heartbeats.beat("worker", heartbeats.this_process())


@shared_task(name="operations.retention")
def retention() -> None:
    """Erase what is past the time it is kept."""
    from portal.core import retention as kept

    kept.apply_all()
