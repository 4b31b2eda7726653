"""Envelopes in the administration: read and found; they are decided in the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from crm.envelopes.models import Envelope
from portal.access.permissions import Permission
from portal.administration.steps import RecordAdmin


@admin.register(Envelope)
class EnvelopeAdmin(RecordAdmin):
    page_right = Permission.FACTORING_FOLLOW
    list_display = ["buyer", "status", "amount", "asked_amount", "starts_on", "ends_on", "created_at"]
    list_filter = ["status"]
    list_select_related = ["buyer"]
    search_fields = ["search_text"]
    search_help_text = _("Acheteur, SIREN.")
    ordering = ["-created_at", "-pk"]
    sortable_by = ["created_at", "amount"]
    fieldsets = [
        (None, {"fields": ["buyer", "status", "amount", "yearly_rate", "fixed_rate", "starts_on", "ends_on"]}),
        (_("Demande"), {"fields": ["asked_amount", "turnover", "purchases", "need", "reasons", "created_at"]}),
    ]
