"""Headers of the columns of a list, and its footer."""

from dataclasses import dataclass

from portal.ui.listing.address import Address
from portal.ui.listing.declaration import Column


@dataclass(frozen=True)
class Header:
    """Header of a column; `sort_url` when it can be sorted by, `order` is its `aria-sort`."""

    label: str
    number: bool
    sort_url: str = ""
    order: str = ""


def header_of(column: Column, address: Address) -> Header:
    """Return the header: each press takes the next order of the column, the last one the usual order of the list."""
    ways = [sort for sort in address.listing.sorts if sort.column == column.key]
    if not ways:
        return Header(column.label, column.number)
    current, usual = address.sort, address.listing.sorts[0]
    following = [*ways, usual][ways.index(current) + 1] if current in ways else ways[0]
    if following == current:
        following = ways[0]
    order = ("descending" if current.descending else "ascending") if current in ways else ""
    return Header(column.label, column.number, address.sorted_by(following).url(), order)


@dataclass(frozen=True)
class Foot:
    """Cell below a column; `key` names the sum that is read after the page, if there is one."""

    label: str
    key: str = ""


def foot_of(column: Column) -> Foot:
    return Foot(str(column.label), column.key if column.totals else "")
