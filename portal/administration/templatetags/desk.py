"""What the lists of the administration need and Django does not give."""

from itertools import zip_longest

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

register = template.Library()


@register.filter
def with_names(cells, headers):
    """The cells of a row, each bearing the name of its column: on a phone they stand one under the other."""
    for cell, header in zip_longest(cells, headers):
        yield _named(cell, header) if header and "class_attrib" in header else cell


def _named(cell: str, header: dict) -> str:
    """Django writes every cell as `<td` or `<th` and a class; the box that ticks a row has no name to show."""
    if 'class="action-checkbox"' in cell[:40]:
        return cell
    if "named" not in header:  # once for the column, not for each of its cells
        header["named"] = f' data-label="{escape(capfirst(header["text"]))}"'
    return mark_safe(f"{cell[:3]}{header['named']}{cell[3:]}")
