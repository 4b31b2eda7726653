"""How the queue of onboardings is narrowed."""

from django.utils.translation import gettext_lazy as _

from crm.onboarding.enums import Status
from portal.accounts.names import sellers_named
from portal.ui.listing.filters import ChoicesFilter, ListFilters, NamedFilter, SinceFilter, UntilFilter


class ReviewFilters(ListFilters):
    statut = ChoicesFilter(field_name="status", label=_("Statut"), choices=Status.choices)
    agent = NamedFilter(field_name="client__owner", label=_("Conseiller"), find=sellers_named)
    cree_du = SinceFilter(field_name="created_at", label=_("Commencée depuis le"))
    cree_au = UntilFilter(field_name="created_at", label=_("Commencée jusqu’au"))
