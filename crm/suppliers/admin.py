"""Suppliers in the administration: read and found."""

from django.contrib import admin

from crm.suppliers.models import Supplier
from portal.administration.pages import ReadingAdmin


@admin.register(Supplier)
class SupplierAdmin(ReadingAdmin):
    list_display = ["company_name", "siren", "city", "account", "created_at"]
    list_select_related = ["account"]
    search_fields = ["company_name", "siren"]
    ordering = ["-pk"]
    sortable_by = []
    fields = ["company_name", "siren", "address", "postal_code", "city", "account", "created_at"]
