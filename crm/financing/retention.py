"""How long files of invoices that were never submitted are kept, and those of invoices."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from crm.financing.enums import Status
from crm.financing.models import FactoredInvoice, InvoiceDraft
from portal.core.plugs.retention import Rule
from portal.documents import files


def old_drafts(before: datetime) -> QuerySet:
    return InvoiceDraft.objects.filter(created_at__lt=before).order_by("pk")


def erase_drafts(drafts: list[InvoiceDraft]) -> int:
    for draft in drafts:
        with transaction.atomic():
            stored = draft.document
            draft.delete()
            if stored:
                files.remove(stored)
    return len(drafts)


def ended(before: datetime) -> QuerySet:
    """Return the invoices that are over: a person decides, as the entries of money refer to them."""
    over = FactoredInvoice.objects.filter(status__in=[Status.SETTLED, Status.REJECTED])
    return over.filter(status_changed_at__lt=before).order_by("pk")


RULES = (
    Rule(
        name="crm.invoice_drafts",
        label=_("Fichiers de factures jamais soumises"),
        kept=_("%(time)s après le dépôt"),
        then=_("Supprimés"),
        days=lambda: settings.KEEP_INVOICE_DRAFTS_DAYS,
        due=old_drafts,
        erase=erase_drafts,
        order=62,
    ),
    Rule(
        name="crm.factored_invoices",
        label=_("Factures payées en avance"),
        kept=_("%(time)s après la fin de la facture"),
        then=_("Le back-office décide"),
        days=lambda: settings.KEEP_FACTORING_DAYS,
        due=ended,
        erase=None,
        order=63,
    ),
)
