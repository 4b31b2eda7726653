"""Invoices to finance in the administration: read and found; they are moved in the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from crm.financing.models import FactoredInvoice
from portal.access.permissions import Permission
from portal.administration.steps import RecordAdmin


@admin.register(FactoredInvoice)
class InvoiceAdmin(RecordAdmin):
    page_right = Permission.FACTORING_VIEW
    list_display = ["number", "supplier", "buyer", "amount", "due_on", "status", "created_at"]
    list_filter = ["status"]
    list_select_related = ["supplier", "buyer"]
    search_fields = ["search_text"]
    search_help_text = _("Numéro, fournisseur, acheteur.")
    ordering = ["-created_at", "-pk"]
    sortable_by = ["created_at", "due_on", "amount"]
    fieldsets = [
        (None, {"fields": ["number", "supplier", "buyer", "status", "issued_on", "due_on"]}),
        (_("Montants"), {"fields": ["amount", "credited", "repaid"]}),
        (_("Suivi"), {"fields": ["created_at", "approved_at", "financed_at", "settled_at", "reason"]}),
    ]
