"""How lists of clients are narrowed (P7)."""

from django.utils.translation import gettext_lazy as _

from crm.clients.enums import Kind, LifeStage
from portal.access import scopes
from portal.accounts.list_filters import seller_filter
from portal.ui.listing.filters import ChoicesFilter, ListFilters, SinceFilter, UntilFilter


class ClientFilters(ListFilters):
    type = ChoicesFilter(field_name="kind", label=_("Types de client"), choices=Kind.choices)
    etape = ChoicesFilter(field_name="stage", label=_("Étape"), choices=LifeStage.choices)
    agent = seller_filter(scopes.CLIENTS)
    cree_du = SinceFilter(field_name="created_at", label=_("Créé depuis le"))
    cree_au = UntilFilter(field_name="created_at", label=_("Créé jusqu’au"))
