"""How lists of clients are narrowed (P7)."""

from django.utils.translation import gettext_lazy as _

from crm.clients.enums import Kind, LifeStage
from portal.access import scopes
from portal.accounts.names import sellers_named
from portal.ui.listing.filters import ChoicesFilter, ListFilters, NamedFilter, SinceFilter, UntilFilter


class ClientFilters(ListFilters):
    type = ChoicesFilter(field_name="kind", label=_("Types de client"), choices=Kind.choices)
    etape = ChoicesFilter(field_name="stage", label=_("Étape"), choices=LifeStage.choices)
    agent = NamedFilter(field_name="owner", label=_("Conseiller"), find=sellers_named)
    cree_du = SinceFilter(field_name="created_at", label=_("Créé depuis le"))
    cree_au = UntilFilter(field_name="created_at", label=_("Créé jusqu’au"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not scopes.CLIENTS.reach(self.request.user).has_colleagues:
            del self.filters["agent"]
