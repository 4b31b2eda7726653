"""How the list of prospects is narrowed."""

from django.utils.translation import gettext_lazy as _

from crm.prospects.enums import Progress, Step
from portal.access import scopes
from portal.accounts.list_filters import seller_filter
from portal.ui.listing.filters import ChoicesFilter, ListFilters, SinceFilter, UntilFilter


class ProspectFilters(ListFilters):
    etat = ChoicesFilter(field_name="follow_up__status", label=_("État"), choices=Progress.choices)
    etape = ChoicesFilter(field_name="follow_up__step", label=_("Étape"), choices=Step.choices)
    agent = seller_filter(scopes.CLIENTS)
    cree_du = SinceFilter(field_name="created_at", label=_("Créé depuis le"))
    cree_au = UntilFilter(field_name="created_at", label=_("Créé jusqu’au"))
