"""Signatories in the administration: read and found; they are changed in the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from crm.signatories.models import Signatory
from portal.administration.pages import ReadingAdmin
from portal.core.values import phone


@admin.register(Signatory)
class SignatoryAdmin(ReadingAdmin):
    list_display = ["full_name", "client", "role", "email", "mobile", "power_until", "document_until", "state"]
    list_filter = ["role", "document_kind"]
    list_select_related = ["client"]
    search_fields = ["last_name", "first_name", "email"]
    ordering = ["-pk"]
    sortable_by = []
    fieldsets = [
        (None, {"fields": ["client", "role", "civility", "last_name", "first_name", "birth_date"]}),
        (_("Coordonnées"), {"fields": ["email", "mobile"]}),
        (_("Pouvoir"), {"fields": ["power_from", "power_until", "document_kind", "document_until", "state"]}),
    ]

    def get_queryset(self, request):
        return Signatory.objects.visible_to(request.user).select_related("client")

    @admin.display(description=_("nom"))
    def full_name(self, signatory) -> str:
        return signatory.full_name

    @admin.display(description=_("mobile"))
    def mobile(self, signatory) -> str:
        return phone.national(signatory.phone)

    @admin.display(description=_("état"))
    def state(self, signatory) -> str:
        return signatory.status_label
