"""Leaves that a worker runs."""

from celery import shared_task


@shared_task(name="crm.warn_of_documents")
def warn_of_documents() -> None:
    from crm.signatories.actions import warn_of_documents as warn

    warn()
