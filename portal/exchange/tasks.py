"""Leaves that a worker runs: each takes an id and calls one action."""

from celery import shared_task

BATCH = 5


@shared_task(name="exchange.run")
def run(job_id: str) -> None:
    """Make one export."""
    from portal.exchange.exporting import run_export

    run_export(job_id=job_id)


@shared_task(name="exchange.sweep")
def sweep() -> None:
    """Every export that is due and that no worker holds; files kept long enough go."""
    from portal.exchange.exporting import expire_old_exports, waiting_exports

    for job_id in list(waiting_exports().values_list("pk", flat=True)[:BATCH]):
        run(str(job_id))
    expire_old_exports()
