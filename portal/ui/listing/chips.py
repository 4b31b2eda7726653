"""The filters in force above a list, each with the way to be rid of it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal.ui.listing.address import SEARCH, Address


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the address without it."""

    label: str
    url: str


def chips_of(form, address: Address) -> list[Chip]:
    """The filters in force, save the words searched, which stand in their box."""
    told = {name: value for name, value in form.cleaned_data.items() if name != SEARCH}
    return [
        Chip(_label(form[name], value), address.without_filter(name, value).url())
        for name, value in address.filters
        if name in told and _counts(told[name], value)
    ]


def _counts(cleaned, value: str) -> bool:
    return value in cleaned if isinstance(cleaned, list) else bool(cleaned)


def _label(field, value: str) -> str:
    label = dict(getattr(field.field, "choices", ())).get(value)
    if label is not None:
        return str(label)
    cleaned = field.form.cleaned_data[field.name]
    shown = f"{cleaned:%d/%m/%Y}" if isinstance(cleaned, date) else value
    return _("%(label)s : %(value)s") % {"label": field.label, "value": shown}
