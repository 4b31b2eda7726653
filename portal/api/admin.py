"""Tokens of the API in the administration: whose, since when; the secret is nowhere."""

from django.contrib import admin

from portal.administration.pages import ReadingAdmin
from portal.api.models import ApiToken


@admin.register(ApiToken)
class ApiTokenAdmin(ReadingAdmin):
    list_display = ["name", "owner", "created_at", "expires_at", "used_at", "revoked_at"]
    list_select_related = ["owner"]
    ordering = ["-created_at", "-pk"]
    sortable_by = []
    fieldsets = [(None, {"fields": ["name", "owner", "scopes", "created_at", "expires_at", "used_at", "revoked_at"]})]
