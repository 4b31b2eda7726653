"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="crm.purge_drives")
def purge_drives() -> None:
    """Erase what the bins of drives have forgotten."""
    from crm.drive.actions import purge_due

    purge_due()
