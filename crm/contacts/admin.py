"""Contacts of companies in the administration: read and found; they are changed in the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from crm.contacts.models import Contact
from portal.administration.pages import ReadingAdmin
from portal.core.values import phone


@admin.register(Contact)
class ContactAdmin(ReadingAdmin):
    list_display = ["display_name", "client", "job", "email", "landline_shown", "is_favourite"]
    list_filter = ["is_favourite"]
    search_fields = ["last_name", "first_name", "email"]
    ordering = ["-pk"]
    sortable_by = []
    fieldsets = [
        (None, {"fields": ["client", "civility", "last_name", "first_name", "job", "is_favourite"]}),
        (_("Coordonnées"), {"fields": ["landline_shown", "mobile_shown", "email"]}),
    ]

    def get_queryset(self, request):
        return Contact.objects.filter(client__in=Client.objects.visible_to(request.user)).select_related("client")

    @admin.display(description=_("nom"))
    def display_name(self, contact) -> str:
        return contact.display_name

    @admin.display(description=_("téléphone fixe"))
    def landline_shown(self, contact) -> str:
        return phone.national(contact.landline)

    @admin.display(description=_("mobile"))
    def mobile_shown(self, contact) -> str:
        return phone.national(contact.mobile)
