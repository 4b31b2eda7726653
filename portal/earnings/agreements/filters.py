"""Filters of the list of agreements."""

from django.utils.translation import gettext_lazy as _

from portal.access import scopes
from portal.access.permissions import Permission
from portal.accounts.names import agencies_named, people_with
from portal.ui.listing.filters import ListFilters, NamedFilter


class AgreementFilters(ListFilters):
    conseiller = NamedFilter(
        field_name="agent", label=_("Conseiller"), find=people_with(Permission.EARNINGS, scopes.EARNINGS)
    )
    agence = NamedFilter(field_name="agency", label=_("Agence"), find=agencies_named)
