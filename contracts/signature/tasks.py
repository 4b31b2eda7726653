"""Celery tasks of a signature: each takes an id and calls one action."""

import logging

from celery import shared_task

BATCH = 20
log = logging.getLogger("comptoir.contracts")


@shared_task(name="contracts.make_documents")
def make_documents(contract_id: int) -> None:
    """Freeze the document of a sent contract, or seal that of a signed one, whichever is due."""
    from contracts.signature.actions.sending import freeze_document
    from contracts.signature.actions.signing import seal_document

    freeze_document(contract_id=contract_id)
    seal_document(contract_id=contract_id)


@shared_task(name="contracts.make_waiting_documents")
def make_waiting_documents() -> None:
    """Make every document that is due and that no worker holds; one failure does not stop the others.

    Stops when the file store is unavailable, so that the worker is free for messages.
    """
    from contracts.sales.queries import needing_a_worker
    from portal.core.plumbing.unavailable import Unavailable
    from portal.core.values import dates

    for contract_id in list(needing_a_worker(dates.now()).values_list("pk", flat=True)[:BATCH]):
        try:
            make_documents(contract_id)
        except Unavailable:
            return
        except Exception:  # its lease expires in a minute, then it is retried
            log.exception("contract %s: its document could not be made", contract_id)
