"""Onboardings in the administration: read and found; they are reviewed in the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from crm.onboarding.models import Onboarding
from portal.administration.pages import ReadingAdmin


@admin.register(Onboarding)
class OnboardingAdmin(ReadingAdmin):
    list_display = ["client", "state", "contact", "sent_at", "expires_at", "submitted_at", "accepted_at"]
    list_filter = ["status"]
    list_select_related = ["client"]
    search_fields = ["search_text"]
    ordering = ["-pk"]
    sortable_by = []
    fieldsets = [
        (None, {"fields": ["client", "state", "contact", "email"]}),
        (_("Lien"), {"fields": ["sent_at", "expires_at", "reminders"]}),
        (_("Suivi"), {"fields": ["data_at", "people_at", "seconds", "submitted_at", "accepted_at", "erased_at"]}),
    ]

    def get_queryset(self, request):
        return Onboarding.objects.visible_to(request.user).select_related("client")

    @admin.display(description=_("statut"))
    def state(self, onboarding) -> str:
        return onboarding.status_label
