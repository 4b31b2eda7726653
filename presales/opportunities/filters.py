"""Filters of lists of opportunities."""

from django.utils.translation import gettext_lazy as _

from portal.access import scopes
from portal.access.permissions import Permission
from portal.accounts.list_filters import organisation_filter
from portal.accounts.names import people_with
from portal.ui.listing.filters import ChoicesFilter, ListFilters, NamedFilter, SinceFilter, UntilFilter
from presales.opportunities.enums import Kind, Stage


class OpportunityFilters(ListFilters):
    type = ChoicesFilter(field_name="kind", label=_("Type"), choices=Kind.choices)
    etape = ChoicesFilter(field_name="stage", label=_("Étape"), choices=Stage.choices)
    suivie_par = NamedFilter(
        field_name="owner", label=_("Suivie par"), find=people_with(Permission.PRESALES_ASK, scopes.OPPORTUNITIES)
    )
    organisation = organisation_filter(scopes.OPPORTUNITIES)
    cree_du = SinceFilter(field_name="created_at", label=_("Créée depuis le"))
    cree_au = UntilFilter(field_name="created_at", label=_("Créée jusqu’au"))
