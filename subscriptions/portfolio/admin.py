"""Portfolios in the administration: read and found; they are changed in the portal."""

from django.contrib import admin

from portal.access.permissions import Permission
from portal.administration.steps import RecordAdmin
from subscriptions.portfolio.models import PortfolioLink


@admin.register(PortfolioLink)
class PortfolioLinkAdmin(RecordAdmin):
    page_right = Permission.PORTFOLIO_REVIEW
    list_display = ["email", "owner", "state", "deadline", "created_at"]
    list_filter = ["state", ("created_at", admin.DateFieldListFilter)]
    list_select_related = ["owner"]
    search_fields = ["search_text"]
    ordering = ["-created_at", "-pk"]
    sortable_by = ["created_at", "deadline"]
    fields = ["email", "owner", "agency", "account", "legacy", "state", "deadline", "linked_at", "refusal"]
