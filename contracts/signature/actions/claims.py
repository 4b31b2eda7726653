"""Lease on a contract's document: one worker at a time, and it expires when the worker dies."""

from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from contracts.sales.models import Contract
from portal.core.plumbing.unavailable import Unavailable
from portal.core.values import dates

WORK_SECONDS = 60
RETRY_SECONDS = 30


def claim(contract_id: int, **due) -> Contract | None:
    """Take the lease of a contract that is still `due`; return None when it is not or another worker holds it."""
    now = dates.now()
    free = Q(work_lease__isnull=True) | Q(work_lease__lt=now)
    due_and_free = Contract.objects.filter(free, pk=contract_id, **due)
    if not due_and_free.update(work_lease=now + timedelta(seconds=WORK_SECONDS)):
        return None
    return Contract.objects.select_related("owner", "agency", "document").get(pk=contract_id)


def note_failure(contract: Contract, sentence: str) -> None:
    """Store the reason for the page, and let the work be retried soon."""
    Contract.objects.filter(pk=contract.pk, version=contract.version).update(
        document_error=sentence[:300], work_lease=dates.now() + timedelta(seconds=RETRY_SECONDS)
    )


@contextmanager
def waiting_for_the_store(contract: Contract):
    """Mark work as waiting while the file store is unavailable; re-raises the exception."""
    try:
        yield
    except Unavailable:
        note_failure(contract, _("Le stockage des fichiers ne répond pas. Le document sera prêt peu après son retour."))
        raise
