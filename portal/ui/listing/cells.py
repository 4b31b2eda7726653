"""Cells that are changed in their row: declared once on the column, by the form and the action of the room."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce

from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.ui.components.markup import escaped, html

VALUE, VERSION = "valeur", "version"
LARGEST_VERSION = 2**31 - 1


@dataclass(frozen=True)
class Cell:
    """A column whose value is changed in its row, as `field` of `form` is: by `save(row, values, version, by)`.

    `may(row, by)` tells who may, without a query; `page` is the name of the record's form, for those without scripts.
    `record` is the path from the row to the record that holds the value and its version (empty: the row itself).
    """

    form: type
    field: str
    save: Callable
    may: Callable
    page: str
    record: str = ""

    def record_of(self, row):
        return reduce(getattr, self.record.split("."), row) if self.record else row

    def page_of(self, row) -> str:
        return reverse(self.page, args=[row.pk])

    def form_of(self, row, data=None) -> forms.Form:
        """Return the form of one field, bound to `data` if there is any; it carries the version it was filled from."""
        record, field = self.record_of(row), deepcopy(self.form.base_fields[self.field])
        if isinstance(field.widget, forms.RadioSelect):
            field.widget = forms.Select(choices=field.choices)
        version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_VERSION)
        kind = type("CellForm", (forms.Form,), {VALUE: field, VERSION: version})
        initial = {VALUE: getattr(record, self.field), VERSION: record.version}
        return kind(data, initial=initial, auto_id=f"case-{row.pk}-%s")


def cell_url(listing, column, row) -> str:
    return reverse(f"{listing.url_name}_cell_{column.key}", args=[row.pk])


def editable(listing, column, row, shown) -> SafeString:
    """Return what a cell shows as the way to change it: in place with scripts, on the record's form without."""
    return html(
        '<a class="cell" href="{}" hx-get="{}" hx-target="closest td" hx-swap="innerHTML">{}{}</a>',
        column.edit.page_of(row),
        cell_url(listing, column, row),
        mark_safe(escaped(shown)),
        html('<span class="visually-hidden">, {} {}</span>', _("modifier"), column.label),
    )
