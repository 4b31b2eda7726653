"""How the list of prospects is narrowed."""

from django.utils.translation import gettext_lazy as _

from crm.prospects.enums import Progress, Step
from portal.access import scopes
from portal.accounts.names import sellers_named
from portal.ui.listing.filters import ChoicesFilter, ListFilters, NamedFilter, SinceFilter, UntilFilter


class ProspectFilters(ListFilters):
    etat = ChoicesFilter(field_name="follow_up__status", label=_("État"), choices=Progress.choices)
    etape = ChoicesFilter(field_name="follow_up__step", label=_("Étape"), choices=Step.choices)
    agent = NamedFilter(field_name="owner", label=_("Conseiller"), find=sellers_named)
    cree_du = SinceFilter(field_name="created_at", label=_("Créé depuis le"))
    cree_au = UntilFilter(field_name="created_at", label=_("Créé jusqu’au"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not scopes.CLIENTS.reach(self.request.user).has_colleagues:
            del self.filters["agent"]
