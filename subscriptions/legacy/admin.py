"""Older accounts in the administration: read; files bring them in through the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.administration.pages import ReadingAdmin
from subscriptions.legacy.models import LegacyAccount


@admin.register(LegacyAccount)
class LegacyAccountAdmin(ReadingAdmin):
    page_right = Permission.PORTFOLIO_REVIEW
    list_display = ["email", "first_name", "last_name", "source", "reference", "claimed_at", "imported_at"]
    list_filter = [("imported_at", admin.DateFieldListFilter)]
    search_fields = ["search_text"]
    search_help_text = _("E-mail, nom, base, ancien identifiant.")
    ordering = ["email", "pk"]
    fields = [
        "email", "first_name", "last_name", "source", "reference", "opened_on", "account", "claimed_at", "imported_at",
    ]  # fmt: skip
