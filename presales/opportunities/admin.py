"""Opportunities in the administration, read-only: their owners change them in the portal."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.access.permissions import Permission
from portal.administration.filters import OrganisationFilter, person_filter
from portal.administration.steps import RecordAdmin
from portal.core.values.money import format_euros
from presales.opportunities.models import Opportunity


@admin.register(Opportunity)
class OpportunityAdmin(RecordAdmin):
    page_right = Permission.OPPORTUNITIES
    list_display = ["title", "company_name", "kind", "stage", "owner", "organisation", "amount_shown", "created_at"]
    list_filter = [
        *("kind", "stage", ("created_at", admin.DateFieldListFilter), OrganisationFilter),
        person_filter(_("suivie par"), "suivie"),
    ]
    list_select_related = ["owner", "organisation"]
    search_fields = ["search_text"]
    search_help_text = _("Intitulé, société, SIREN, produit.")
    ordering = ["-created_at", "-pk"]
    sortable_by = ["company_name", "created_at"]  # sorts that have an index
    fieldsets = [
        (None, {"fields": ["title", "kind", "stage", "company_name", "siren", "client"]}),
        (_("Affaire"), {"fields": ["product", "amount_shown", "expected_on", "probability", "notes"]}),
        (_("Suivi"), {"fields": ["owner", "organisation", "created_at", "changed_at"]}),
    ]

    @admin.display(description=_("société"), ordering="sort_name")
    def company_name(self, row) -> str:
        return row.company_name

    @admin.display(description=_("montant estimé HT"))
    def amount_shown(self, row) -> str:
        return "—" if row.amount is None else format_euros(row.amount)
