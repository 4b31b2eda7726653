"""Leaves that a worker runs: each takes an id and calls one action."""

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
    """The sweep: every document that is due and that no worker holds. One that cannot be made stops no other.

    Without the store of files none can: the sweep ends there, and the worker is free for the messages that wait.
    """
    from contracts.sales.queries import needing_a_worker
    from portal.core.plumbing.unavailable import Unavailable
    from portal.core.values import dates

    for contract_id in list(needing_a_worker(dates.now()).values_list("pk", flat=True)[:BATCH]):
        try:
            make_documents(contract_id)
        except Unavailable:
            return
        except Exception:  # its lease ends in a minute: it is tried again then
            log.exception("contract %s: its document could not be made", contract_id)
