"""Filters of the list of statements."""

from django.utils.translation import gettext_lazy as _

from portal.access import scopes
from portal.access.permissions import Permission
from portal.accounts.list_filters import colleague_filter
from portal.earnings.lines.filters import MonthsFilter
from portal.earnings.statements.enums import Status
from portal.ui.listing.filters import ChoicesFilter, ListFilters


class StatementFilters(ListFilters):
    statut = ChoicesFilter(field_name="status", label=_("Statut"), choices=Status.choices)
    mois = MonthsFilter(field_name="month", label=_("Mois"))
    conseiller = colleague_filter("agent", right=Permission.EARNINGS, scope=scopes.EARNINGS)
