"""Filters of the list of statements."""

from django.utils.translation import gettext_lazy as _

from portal.access import scopes
from portal.access.permissions import Permission
from portal.accounts.names import people_with
from portal.earnings.lines.filters import MonthsFilter
from portal.earnings.statements.enums import Status
from portal.ui.listing.filters import ChoicesFilter, ListFilters, NamedFilter


class StatementFilters(ListFilters):
    statut = ChoicesFilter(field_name="status", label=_("Statut"), choices=Status.choices)
    mois = MonthsFilter(field_name="month", label=_("Mois"))
    conseiller = NamedFilter(
        field_name="agent", label=_("Conseiller"), find=people_with(Permission.EARNINGS, scopes.EARNINGS)
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not scopes.EARNINGS.reach(self.request.user).has_colleagues:
            del self.filters["conseiller"]
