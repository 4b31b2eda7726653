"""Filters of the list of accounts."""

from functools import reduce
from operator import or_

from django.utils.translation import gettext_lazy as _

from portal.access.roles import Role
from portal.accounts.models import OF_STATE, State
from portal.accounts.names import organisations_named
from portal.ui.listing.filters import ChoicesFilter, ListFilters, NamedFilter


class StateFilter(ChoicesFilter):
    """Accounts in one of the ticked states, which several columns tell."""

    def filter(self, queryset, value):
        return queryset.filter(reduce(or_, (OF_STATE[each] for each in value))) if value else queryset


class PeopleFilters(ListFilters):
    etat = StateFilter(field_name="is_active", label=_("État"), choices=State.choices)
    role = ChoicesFilter(field_name="role", label=_("Rôle"), choices=Role.choices)
    organisation = NamedFilter(field_name="organisation", label=_("Organisation"), find=organisations_named)
