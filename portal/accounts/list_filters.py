"""Filters of lists by people and organisations, for those whose scope holds records of several."""

from django.utils.translation import gettext_lazy as _

from portal.access.scopes import Scope, reaching_all, reaching_colleagues
from portal.accounts.names import agencies_named, organisations_named, people_with, sellers_named
from portal.ui.listing.filters import NamedFilter


def seller_filter(scope: Scope) -> NamedFilter:
    """Return the filter by owner among those who sell."""
    allows = reaching_colleagues(scope)
    return NamedFilter(field_name="owner", label=_("Conseiller"), find=sellers_named, allows=allows)


def colleague_filter(column: str, *, right: str, scope: Scope) -> NamedFilter:
    """Return the filter by the person in `column`, among those who have `right`."""
    allows = reaching_colleagues(scope)
    return NamedFilter(field_name=column, label=_("Conseiller"), find=people_with(right, scope), allows=allows)


def agency_filter(scope: Scope) -> NamedFilter:
    allows = reaching_all(scope)
    return NamedFilter(field_name="agency", label=_("Agence"), find=agencies_named, allows=allows)


def organisation_filter(scope: Scope) -> NamedFilter:
    allows = reaching_all(scope)
    return NamedFilter(field_name="organisation", label=_("Organisation"), find=organisations_named, allows=allows)
