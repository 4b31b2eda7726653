"""Invoices in the administration: read and found."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.administration.steps import RecordAdmin, ShownInline
from subscriptions.invoices.models import Invoice, InvoiceLine


class InvoiceLineInline(ShownInline):
    model = InvoiceLine


@admin.register(Invoice)
class InvoiceAdmin(RecordAdmin):
    page_right = Permission.INVOICES
    list_display = ["number", "document", "issued_on", "customer_name", "net", "vat", "gross"]
    list_filter = ["document", "operation", ("issued_on", admin.DateFieldListFilter)]
    search_fields = ["search_text"]
    search_help_text = _("Numéro, client, SIREN.")
    ordering = ["-issued_on", "-pk"]
    sortable_by = ["issued_on", "customer_name"]
    inlines = [InvoiceLineInline]
