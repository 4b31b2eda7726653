"""A supplier submits an invoice, once: by its number, its bytes, the key of its XML (F11)."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from crm.clients.models import Client
from crm.financing import messages
from crm.financing.models import FactoredInvoice, InvoiceDraft
from crm.financing.rules import number_key
from crm.suppliers.models import Supplier
from crm.suppliers.queries import buyers_of
from portal.audit.history import record
from portal.audit.transitions import NotYours, Refused
from portal.core.values import dates
from portal.documents import files
from portal.documents.models import StoredFile
from portal.documents.uploads import Upload

KIND = "supplier_invoice"


def start(*, supplier: Supplier, upload: Upload | None, reading: dict, made_as: str = "", by) -> InvoiceDraft:
    """Keep a file and what was read of it until its invoice is submitted. Raises `Refused` for one sent before."""
    if upload is None:
        return InvoiceDraft.objects.create(supplier=supplier, reading=reading)
    drafts = []

    def take(stored: StoredFile) -> bool:
        if twin := FactoredInvoice.objects.filter(bytes_key=stored.sha256).first():
            raise Refused(twin, _said_before(twin, supplier))
        drafts.append(InvoiceDraft.objects.create(supplier=supplier, document=stored, reading=reading))
        return True

    files.store_for(take, upload.content, name=upload.name, kind=KIND, about=supplier, by=by, made_as=made_as)
    return drafts[0]


@transaction.atomic
def submit(
    *, supplier: Supplier, buyer: Client, values: dict, key: UUID, draft: InvoiceDraft | None = None, by
) -> FactoredInvoice:
    """Submit an invoice to a buyer. Raises `Refused` for one that is there already, whoever its buyer was."""
    known = FactoredInvoice.objects.filter(creation_key=key, supplier=supplier).first()
    if known:
        return known
    if not buyers_of(supplier).filter(pk=buyer.pk).exists():
        raise NotYours(buyer)
    invoice = FactoredInvoice(owner=by, supplier=supplier, buyer=buyer, creation_key=key, **values)
    _take_draft(invoice, draft)
    if twin := _twin_of(invoice):
        raise Refused(twin, _said_before(twin, supplier))
    try:
        with transaction.atomic():
            invoice.save(force_insert=True)
    except IntegrityError:
        twin = _twin_of(invoice)
        if twin is None:
            raise
        if twin.creation_key == key:
            return twin
        raise Refused(twin, _said_before(twin, supplier)) from None
    if draft is not None:
        draft.delete()
    record(invoice, "financing.submitted", by=by, data={"amount": str(invoice.amount)})
    messages.tell_submitted(invoice)
    return invoice


def _take_draft(invoice: FactoredInvoice, draft: InvoiceDraft | None) -> None:
    if draft is None:
        return
    invoice.document = draft.document
    invoice.bytes_key = draft.document.sha256 if draft.document_id else ""
    invoice.xml_key = draft.reading.get("xml_key", "")


def _twin_of(invoice: FactoredInvoice) -> FactoredInvoice | None:
    rows = FactoredInvoice.objects.all()
    found = rows.filter(supplier=invoice.supplier, number_key=number_key(invoice.number)).first()
    for name in ("bytes_key", "xml_key"):
        value = getattr(invoice, name)
        found = found or (rows.filter(**{name: value}).first() if value else None)
    return found


def _said_before(twin: FactoredInvoice, supplier: Supplier) -> str:
    """Tell one's own invoice by number and day; of somebody else's, only the fact."""
    if twin.supplier_id != supplier.pk:
        return _("Cette facture a déjà été déposée sur le portail.")
    words = {"number": twin.number, "day": dates.long_date(twin.created_at), "status": twin.status_label}
    return _("La facture %(number)s a déjà été déposée le %(day)s (« %(status)s »).") % words
