"""Follow-up and provenance of prospects in the administration: read and found; they are changed in the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from crm.prospects.models import Attribution, FollowUp
from portal.administration.filters import AgencyFilter, person_filter
from portal.administration.pages import ReadingAdmin


@admin.register(FollowUp)
class FollowUpAdmin(ReadingAdmin):
    list_display = ["client", "status", "step", "probability", "expected_on", "turnover", "forecast"]
    list_filter = ["status", "step"]
    search_fields = ["client__search_text"]
    ordering = ["-pk"]
    sortable_by = []
    fieldsets = [
        (None, {"fields": ["client", "status", "step", "probability", "expected_on"]}),
        (_("Chiffres"), {"fields": ["turnover", "forecast"]}),
        (_("Suivi"), {"fields": ["comment", "ready_at"]}),
    ]

    def get_queryset(self, request):
        return FollowUp.objects.visible_to(request.user).select_related("client")


@admin.register(Attribution)
class AttributionAdmin(ReadingAdmin):
    list_display = ["client", "siren", "agent", "agency", "channel", "at", "ended_at"]
    list_filter = ["channel", AgencyFilter, person_filter(_("apporteur"), "apporteur", "agent")]
    search_fields = ["siren", "client__search_text"]
    ordering = ["-pk"]
    sortable_by = []
    fieldsets = [
        (None, {"fields": ["client", "siren", "channel", "agreement"]}),
        (_("Apporteur"), {"fields": ["agent", "agency", "at", "ended_at"]}),
    ]

    def get_queryset(self, request):
        files = Client.objects.visible_to(request.user)
        return Attribution.objects.filter(client__in=files).select_related("client", "agent", "agency")
