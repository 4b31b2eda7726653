"""Entries of money in the administration: read, never changed."""

from django.contrib import admin

from portal.administration.pages import ReadingAdmin
from portal.administration.steps import ShownInline
from portal.ledger.models import Entry, EntryLine


class LineInline(ShownInline):
    model = EntryLine
    fields = ["account", "debit", "credit"]


@admin.register(Entry)
class EntryAdmin(ReadingAdmin):
    list_display = ["key", "about_type", "about_id", "at", "by"]
    list_select_related = ["by"]
    search_fields = ["key", "=about_id"]
    ordering = ["-pk"]
    sortable_by = []
    fields = ["key", "about_type", "about_id", "at", "by"]
    inlines = [LineInline]
