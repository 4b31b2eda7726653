"""Filters of lists of requests."""

from django.utils.translation import gettext_lazy as _

from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.scopes import Reach
from portal.accounts.list_filters import organisation_filter
from portal.accounts.names import people_with
from portal.ui.listing.filters import ChoicesFilter, ListFilters, NamedFilter, SinceFilter, UntilFilter
from presales.requests.enums import Mode, Status


class RequestFilters(ListFilters):
    statut = ChoicesFilter(field_name="status", label=_("Statut"), choices=Status.choices)
    type = ChoicesFilter(field_name="mode", label=_("Type d’intervention"), choices=Mode.choices)
    demandeur = NamedFilter(
        field_name="requester", label=_("Demandée par"), find=people_with(Permission.PRESALES_ASK, scopes.OPPORTUNITIES)
    )
    organisation = organisation_filter(scopes.OPPORTUNITIES)
    creee_du = SinceFilter(field_name="created_at", label=_("Créée depuis le"))
    creee_au = UntilFilter(field_name="created_at", label=_("Créée jusqu’au"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if scopes.OPPORTUNITIES.reach(self.request.user) is Reach.ALL:
            offered = [choice for choice in Status.choices if choice[0] != Status.DRAFT]
            self.filters["statut"].extra["choices"] = offered
