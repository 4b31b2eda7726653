"""Remuneration in the administration: read and found; it is worked on in the portal."""

from django.contrib import admin

from portal.access.permissions import Permission
from portal.administration.filters import AgencyFilter
from portal.administration.steps import RecordAdmin
from portal.earnings.models import Agreement, Earning, Statement


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    page_right = Permission.EARNINGS
    list_display = ["name", "agent", "agency", "since", "until"]
    list_filter = [("since", admin.DateFieldListFilter)]
    list_select_related = ["agent", "agency"]
    search_fields = ["search_text"]
    ordering = ["-since", "-pk"]
    sortable_by = ["since"]
    fieldsets = [(None, {"fields": ["name", "agent", "agency", "since", "until", "notes"]})]


@admin.register(Earning)
class EarningAdmin(RecordAdmin):
    page_right = Permission.EARNINGS
    list_display = ["label", "agent", "kind", "state", "amount", "day", "reason"]
    list_filter = ["kind", "state", ("day", admin.DateFieldListFilter), AgencyFilter]
    list_select_related = ["agent"]
    search_fields = ["search_text"]
    ordering = ["-day", "-pk"]
    sortable_by = ["day", "amount"]
    fieldsets = [
        (None, {"fields": ["label", "kind", "state", "amount", "base", "terms", "reason", "cancels"]}),
        (None, {"fields": ["agent", "agency", "agreement", "day", "month", "by", "created_at"]}),
    ]


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    page_right = Permission.EARNINGS
    list_display = ["month", "agent", "status", "carried", "earned", "taken_back", "paid_on"]
    list_filter = ["status", ("month", admin.DateFieldListFilter)]
    list_select_related = ["agent"]
    search_fields = ["search_text"]
    ordering = ["-month", "-pk"]
    sortable_by = ["month"]
    fieldsets = [
        (None, {"fields": ["agent", "agency", "month", "status", "carried", "earned", "taken_back", "lines"]}),
        (None, {"fields": ["approved_at", "paid_on"]}),
    ]
