"""Filter fields of a list as HTML, cached per scope and rights while untouched."""

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
    """Render every field except the search."""
    return mark_safe("".join(field.as_field_group() for field in form.visible_fields() if field.name != SEARCH))
