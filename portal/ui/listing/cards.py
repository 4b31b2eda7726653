"""Cards of lists. A card is `card(row, trail)`: its HTML, whose links bear `trail` to remember the list.

A list whose pages are opened all day writes it in Python with `record_card`, as it shows two dozen of them and a
template costs each a rendering; `from_template` is for the others.
"""

from collections.abc import Callable
from types import SimpleNamespace

from django.template.loader import get_template
from django.utils.safestring import SafeString


def from_template(name: str) -> Callable:
    """A card drawn by the template `name`, which finds its record under `row` and the trail under `page.trail`."""

    def card(row, trail: str) -> SafeString:
        return get_template(name).render({"row": row, "page": SimpleNamespace(trail=trail)})

    return card
