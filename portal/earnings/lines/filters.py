"""Filters of the list of earnings."""

from django.utils.translation import gettext_lazy as _

from portal.access import scopes
from portal.access.permissions import Permission
from portal.accounts.list_filters import agency_filter, colleague_filter
from portal.core.values.month import parse_month, recent_months
from portal.earnings.agreements.enums import Kind
from portal.earnings.lines.enums import State
from portal.ui.listing.filters import ChoicesFilter, ListFilters


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
    conseiller = colleague_filter("agent", right=Permission.EARNINGS, scope=scopes.EARNINGS)
    agence = agency_filter(scopes.EARNINGS)
