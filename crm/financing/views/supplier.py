"""A supplier submits an invoice, credits it, chooses when to be paid (F11)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.financing import queries
from crm.financing.actions import crediting, quoting, submitting
from crm.financing.einvoices import read
from crm.financing.forms import CreditForm, DateForm, FileForm, InvoiceForm
from crm.financing.models import InvoiceDraft, Quote
from crm.financing.views.invoices import invoice_for
from crm.suppliers.queries import buyers_of, supplier_of
from portal.access.decorators import requires
from portal.access.permissions import Permission
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.documents.detection import XML, RefusedFile
from portal.ui.steps import form_page

PAYMENT_DAYS_SHOWN = 4


def _supplier(request):
    supplier = supplier_of(request.user)
    if supplier is None:
        raise Http404
    return supplier


@requires(Permission.FACTORING_SUPPLY)
@require_http_methods(["GET", "POST"])
def new(request):
    """Send the file, which is read; or go on without one."""
    supplier = _supplier(request)
    if request.method == "POST" and "sans" in request.POST:
        return redirect(submitting.start(supplier=supplier, upload=None, reading={}, by=request.user))
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        draft = _kept(request, supplier, form)
        if draft:
            return redirect(draft)
    context = {"has_buyers": buyers_of(supplier).exists()}
    return form_page(request, form, "crm/financing/new.html", context)


def _kept(request, supplier, form) -> InvoiceDraft | None:
    upload = form.cleaned_data["file"]
    try:
        reading = read(upload)
        kept = reading.kept() if reading else {}
        made_as = XML if upload.content_type == XML else ""
        return submitting.start(supplier=supplier, upload=upload, reading=kept, made_as=made_as, by=request.user)
    except RefusedFile as refused:
        form.add_error("file", str(refused))
    except Refused as refused:
        form.add_error("file", refused.sentence)
    return None


@requires(Permission.FACTORING_SUPPLY)
@require_http_methods(["GET", "POST"])
def draft(request, pk):
    """Check what was read, complete it, submit; differences are told before they are sent."""
    kept = get_object_or_404(
        InvoiceDraft.objects.visible_to(request.user).select_related("supplier", "document"), pk=pk
    )
    data = request.POST if request.method == "POST" else None
    form = InvoiceForm(data, supplier=kept.supplier, reading=kept.reading)
    told: list[dict] = []
    if form.is_bound and form.is_valid():
        told = form.differences()
        if not told or "malgre" in request.POST:
            invoice = _submitted(request, kept, form)
            if invoice:
                messages.success(request, _said(invoice))
                return redirect(invoice)
    context = {
        "draft": kept,
        "differences": told,
        "was_read": bool(kept.reading.get("number")),
        "is_partly_paid": kept.reading.get("is_partly_paid", False),
    }
    return form_page(request, form, "crm/financing/draft.html", context)


def _submitted(request, kept: InvoiceDraft, form: InvoiceForm):
    try:
        return submitting.submit(
            supplier=kept.supplier,
            buyer=form.cleaned_data["buyer"],
            values=form.values(),
            key=form.creation_key,
            draft=kept,
            by=request.user,
        )
    except Refused as refused:
        form.add_error("number", refused.sentence)
        return None


def _said(invoice) -> str:
    if invoice.repayment_on != invoice.due_on:
        words = {"day": dates.long_date(invoice.repayment_on)}
        return _("La facture est soumise. L’échéance est un jour non ouvré : le client rembourse le %(day)s.") % words
    return _("La facture est soumise : votre client la contrôle.")


@requires(Permission.FACTORING_SUPPLY)
@require_http_methods(["GET", "POST"])
def credit(request, pk):
    """A credit note on one invoice."""
    invoice = invoice_for(request.user, pk)
    form = CreditForm(request.POST if request.method == "POST" else None, invoice=invoice)
    if form.is_bound and form.is_valid():
        try:
            row = crediting.credit(invoice=invoice, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("amount", refused.sentence)
        else:
            is_disputed = row.status == "disputed"
            said = _("L’avoir ouvre un litige : le back-office le règle.") if is_disputed else _("L’avoir est déduit.")
            messages.success(request, said)
            return redirect(invoice)
    return form_page(request, form, "crm/financing/credit.html", {"invoice": invoice})


@requires(Permission.FACTORING_SUPPLY)
@require_http_methods(["GET", "POST"])
def payment_date(request, pk):
    """Choose the day: a few are priced beforehand; the chosen one becomes a quote."""
    invoice = invoice_for(request.user, pk)
    if invoice.status != "validated" or queries.accepted_of(invoice):
        return redirect(invoice)
    days = quoting.days_for(invoice)
    form = DateForm(request.POST if request.method == "POST" else None, days=days)
    if form.is_bound and form.is_valid():
        made = quoting.quote(invoice=invoice, payment_on=form.cleaned_data["payment_on"], by=request.user)
        return redirect(made)
    offers = [quoting.offer_for(invoice, day) for day in _some_of(days)]
    context = {"invoice": invoice, "offers": offers, "days": days}
    return form_page(request, form, "crm/financing/payment_date.html", context)


def _some_of(days: list) -> list:
    """The first day, the last, and some between."""
    if len(days) <= PAYMENT_DAYS_SHOWN:
        return days
    gap = (len(days) - 1) / (PAYMENT_DAYS_SHOWN - 1)
    return [days[round(rank * gap)] for rank in range(PAYMENT_DAYS_SHOWN)]


@requires(Permission.FACTORING_SUPPLY)
@require_http_methods(["GET", "POST"])
def quote(request, pk):
    """Commission and net as they are charged, until when they hold; `Accepter`."""
    rows = Quote.objects.visible_to(request.user).select_related("invoice__supplier", "invoice__buyer")
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        quoting.accept(quote=row, by=request.user)
        words = {"day": dates.long_date(row.payment_on)}
        messages.success(request, _("C’est noté. Vous serez payé le %(day)s.") % words)
        return redirect(row.invoice)
    return render(request, "crm/financing/quote.html", {"quote": row, "invoice": row.invoice})
