"""Client files in the administration: read and found; they are changed in the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from crm.clients.models import Client
from portal.administration.filters import AgencyFilter, OwnerFilter
from portal.administration.pages import ReadingAdmin
from portal.core.values import phone


@admin.register(Client)
class ClientAdmin(ReadingAdmin):
    list_display = ["name", "kind", "stage", "email", "mobile", "city", "seller", "seller_agency"]
    list_filter = ["kind", "stage", AgencyFilter, OwnerFilter]
    list_select_related = ["owner", "agency"]
    search_fields = ["search_text"]
    search_help_text = _("Nom, entreprise, SIREN, e-mail, ville ou mobile.")
    ordering = ["-pk"]
    sortable_by = []
    fieldsets = [
        (None, {"fields": ["kind", "stage", "civility", "name", "company_name", "siren", "birth_date"]}),
        (_("Coordonnées"), {"fields": ["mobile", "email", "address_shown"]}),
        (_("Suivi"), {"fields": ["owner", "agency", "account", "household", "created_at", "archived_at", "erase_on"]}),
    ]
    names = {
        "owner": _("conseiller"),
        "agency": _("agence"),
        "account": _("compte"),
        "created_at": _("créé le"),
        "archived_at": _("archivé le"),
    }

    def get_queryset(self, request):
        return Client.objects.visible_to(request.user).select_related("owner", "agency", "account", "household")

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    @admin.display(description=_("nom"))
    def name(self, client) -> str:
        return client.display_name

    @admin.display(description=_("conseiller"))
    def seller(self, client):
        return client.owner

    @admin.display(description=_("agence"))
    def seller_agency(self, client):
        return client.agency

    @admin.display(description=_("mobile"))
    def mobile(self, client) -> str:
        return phone.national(client.phone)

    @admin.display(description=_("adresse"))
    def address_shown(self, client) -> str:
        return ", ".join(client.address_lines)
