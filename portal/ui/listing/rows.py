"""Rows of a list as HTML in Python, as a page holds hundreds of cells."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from portal.ui.components.markup import escaped, html
from portal.ui.listing.address import Address
from portal.ui.listing.cells import editable
from portal.ui.listing.declaration import Column, Listing


@dataclass(frozen=True)
class Row:
    record: object
    key: str
    name: str
    url: str
    head: str
    cells: str
    in_panel: bool
    can: str


def rows_of(listing: Listing, columns: tuple[Column, ...], records: list, address: Address, user) -> list[Row]:
    """Return the rows of one page, whose links remember the list at `address`; each names the steps `user` may take."""
    first, *others = columns
    bulk = listing.bulk_for(user)
    frames = [(column, _frame(column)) for column in others]
    return [
        Row(
            record=record,
            key=str(record.pk),
            name=listing.row_name(record),
            url=address.mark(listing.row_url(record)),
            head=first.cell(record),
            cells=_cells(listing, frames, record, user),
            in_panel=listing.in_panel(record),
            can=" ".join(action.key for action in bulk if action.seems_open(record, user)),
        )
        for record in records
    ]


def _cells(listing: Listing, frames: list, record, user) -> SafeString:
    return mark_safe("".join(f"{frame}{_shown(listing, column, record, user)}</td>" for column, frame in frames))


def _shown(listing: Listing, column: Column, record, user) -> str:
    shown = column.cell(record) or "—"
    if column.edit and column.edit.may(record, user):
        shown = editable(listing, column, record, shown)
    return escaped(shown)


def _frame(column: Column) -> str:
    """Return the opening tag of a cell."""
    css = "number" if column.number else "whole" if column.whole else ""
    return html('<td data-label="{}"{}>', column.label, html(' class="{}"', css) if css else "")
