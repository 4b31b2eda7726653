"""The fields of a list's filters, as HTML: drawn once for everybody who opens the list without any filter."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.ui.listing.declaration import Listing

SEARCH = "q"
MOST_KEPT = 200

_kept: dict[tuple, SafeString] = {}


def fields_of(listing: Listing, form, *, untouched: bool) -> SafeString:
    """Every field save the search, drawn. When `untouched`, no field has a value: nothing of this reader is in it."""
    if not untouched:
        return _drawn(form)
    key = listing.name, get_language(), tuple(_what_differs(form))
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = _drawn(form)
    return _kept[key]


def _what_differs(form):
    """What may differ from one reader to another: which fields there are, and what they offer."""
    for name, field in form.fields.items():
        yield name, tuple((str(value), str(label)) for value, label in getattr(field, "choices", ()))


def _drawn(form) -> SafeString:
    return mark_safe("".join(field.as_field_group() for field in form.visible_fields() if field.name != SEARCH))
