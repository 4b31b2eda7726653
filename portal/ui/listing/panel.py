"""The fields of a list's filters, as HTML: kept for readers of the same scope and rights while nobody touches them."""

from collections.abc import Callable

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.ui.listing.address import SEARCH
from portal.ui.listing.declaration import Listing

_kept: dict[tuple, SafeString] = {}


def untouched_fields(listing: Listing, user, form: Callable) -> SafeString:
    """Return the fields of a form without values; scope and rights decide which there are and what they offer."""
    key = listing.name, get_language(), *user.scope_key()
    if key not in _kept:
        _kept[key] = fields_of(form())
    return _kept[key]


def fields_of(form) -> SafeString:
    """Every field save the search, drawn."""
    return mark_safe("".join(field.as_field_group() for field in form.visible_fields() if field.name != SEARCH))
