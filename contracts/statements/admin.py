"""Statements in the administration: read only."""

from django.contrib import admin

from contracts.statements.models import Statement
from portal.administration.pages import ReadingAdmin


@admin.register(Statement)
class StatementAdmin(ReadingAdmin):
    list_display = ["client", "day", "state", "owner", "created_at"]
    list_filter = ["state"]
    list_select_related = ["client", "owner"]
    ordering = ["-created_at"]
    sortable_by = []
    fieldsets = [(None, {"fields": ["client", "day", "state", "error", "owner", "created_at", "finished_at"]})]

    def get_queryset(self, request):
        return Statement.objects.select_related("client", "owner")
