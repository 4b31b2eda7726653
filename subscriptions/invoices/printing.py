"""The PDF of an invoice: PDF/A-3 with its Factur-X XML inside, made by a worker, sealed and never made again."""

import logging

from django.conf import settings
from django.db import IntegrityError, transaction

from portal.documents.files import store_for
from portal.documents.rendering import render_pdf
from subscriptions.invoices.facturx_data import data_of
from subscriptions.invoices.mentions import notes_of
from subscriptions.invoices.models import Invoice, InvoiceFile

log = logging.getLogger("comptoir.invoices")
MOST = 20  # of one round
KIND = "invoice"


def print_due() -> int:
    """Print the invoices that have no PDF yet, the oldest first; returns how many. One that fails stops no other."""
    waiting = Invoice.objects.filter(printed=None).select_related("corrects", "organisation").order_by("pk")
    done = 0
    for invoice in waiting[:MOST]:
        try:
            done += print_one(invoice)
        except Exception:  # it is tried again in the next round
            log.exception("invoice %s could not be printed", invoice.number)
    return done


def print_one(invoice: Invoice) -> bool:
    """Store the PDF of `invoice`, unless somebody else did meanwhile."""
    content = pdf_of(invoice)

    def attach(stored) -> bool:
        try:
            with transaction.atomic():
                InvoiceFile.objects.create(invoice=invoice, file=stored)
        except IntegrityError:
            return False
        return True

    return store_for(attach, content, name=f"{invoice.number}.pdf", kind=KIND, about=invoice, sealed=True)


def xml_of(invoice: Invoice) -> bytes:
    """Return the XML of `invoice` (CII, EN 16931), checked against its schema."""
    from facturx import generate_cii_xml

    return generate_cii_xml(data_of(invoice), level="en16931", check_xsd=True, check_schematron=None)


def pdf_of(invoice: Invoice) -> bytes:
    """Return the PDF/A-3 of `invoice` with one `factur-x.xml` in it."""
    from facturx import generate_from_binary

    context = {
        "invoice": invoice,
        "lines": invoice.lines.all(),
        "notes": [text for _code, text in notes_of(invoice)],
        "seller": invoice.seller,
        "portal_name": settings.PORTAL_NAME,
    }
    pdf = render_pdf("subscriptions/invoices/pdf.html", context)
    title = f"{invoice.get_document_display()} {invoice.number}"
    metadata = {
        "author": invoice.seller["name"],
        "keywords": "Factur-X",
        "title": title,
        "subject": f"{title}, {invoice.issued_on:%d/%m/%Y}",
    }
    return generate_from_binary(
        pdf,
        xml_of(invoice),
        flavor="factur-x",
        level="en16931",
        check_xsd=False,
        check_schematron=False,
        pdf_metadata=metadata,
        lang="fr-FR",
        afrelationship="alternative",
    )
