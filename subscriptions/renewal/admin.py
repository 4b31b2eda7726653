"""Renewals in the administration: what was agreed to, told and tried."""

from django.contrib import admin

from portal.administration.pages import ReadingAdmin
from subscriptions.renewal.models import Renewal, RenewalNotice, RenewalTry


@admin.register(Renewal)
class RenewalAdmin(ReadingAdmin):
    list_display = ["subscription", "is_on", "payer", "agreed_at", "stopped_at"]
    list_filter = ["is_on"]
    list_select_related = ["subscription__account", "payer"]
    search_fields = ["subscription__account__email"]
    ordering = ["-agreed_at", "-pk"]


@admin.register(RenewalNotice)
class RenewalNoticeAdmin(ReadingAdmin):
    list_display = ["period", "days", "amount", "queued_at", "proven_on"]
    list_select_related = ["period__version__plan", "period__subscription__account"]
    ordering = ["-queued_at", "-pk"]


@admin.register(RenewalTry)
class RenewalTryAdmin(ReadingAdmin):
    list_display = ["period", "number", "made_on", "payment"]
    list_select_related = ["period__version__plan", "payment"]
    ordering = ["-made_on", "-pk"]
