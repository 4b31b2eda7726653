"""Celery tasks: each takes an id and calls one action."""

from celery import shared_task

BATCH = 5


@shared_task(name="exchange.run")
def run(job_id: str) -> None:
    """Make one export."""
    from portal.exchange.exporting import run_export

    run_export(job_id=job_id)


@shared_task(name="exchange.bulk")
def bulk(job_id: str) -> None:
    """Take the step of one bulk action."""
    from portal.exchange.bulk_jobs import run_bulk

    run_bulk(job_id=job_id)


@shared_task(name="exchange.import")
def bring_in(job_id: str) -> None:
    """Take the step that one import waits for."""
    from portal.exchange.imports.running import run_import

    run_import(job_id=job_id)


@shared_task(name="exchange.sweep")
def sweep() -> None:
    """Run every due export and bulk action that no worker holds, and delete expired files."""
    from portal.exchange import jobs
    from portal.exchange.exporting import expire_old_exports
    from portal.exchange.models import BulkJob, ExportJob, ImportBatch

    for model, task in ((BulkJob, bulk), (ExportJob, run), (ImportBatch, bring_in)):
        for job_id in list(jobs.due(model).values_list("pk", flat=True)[:BATCH]):
            task(str(job_id))
    expire_old_exports()
