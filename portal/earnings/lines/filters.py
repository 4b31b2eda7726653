"""Filters of the list of earnings."""

from django.utils.translation import gettext_lazy as _

from portal.access import scopes
from portal.access.permissions import Permission
from portal.access.scopes import Reach
from portal.accounts.names import agencies_named, people_with
from portal.core.values.month import parse_month, recent_months
from portal.earnings.agreements.enums import Kind
from portal.earnings.lines.enums import State
from portal.ui.listing.filters import ChoicesFilter, ListFilters, NamedFilter


class MonthsFilter(ChoicesFilter):
    """Rows of the ticked months, among the last thirteen."""

    def __init__(self, **kwargs):
        super().__init__(choices=recent_months, **kwargs)

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": map(parse_month, value)}) if value else queryset


class EarningFilters(ListFilters):
    mois = MonthsFilter(field_name="month", label=_("Mois"))
    etat = ChoicesFilter(field_name="state", label=_("État"), choices=State.choices)
    type = ChoicesFilter(field_name="kind", label=_("Type"), choices=Kind.choices)
    conseiller = NamedFilter(
        field_name="agent", label=_("Conseiller"), find=people_with(Permission.EARNINGS, scopes.EARNINGS)
    )
    agence = NamedFilter(field_name="agency", label=_("Agence"), find=agencies_named)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reach = scopes.EARNINGS.reach(self.request.user)
        if not reach.has_colleagues:
            del self.filters["conseiller"]
        if reach is not Reach.ALL:
            del self.filters["agence"]
