"""Panels that apps add to another app's page: HTML made on the server, so that it is there without scripts."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.core.plugs import Socket


@dataclass(frozen=True)
class Panel:
    """A part of the page of one kind of record (`on`, such as `"crm.client"`).

    `render(request, record)` gives HTML in the reader's scope, or an empty string when there is nothing to say. `place`
    names where it stands in a file of several pages: "" is the first page of a client's file, "data" is beside `Données
    clients`, "data-foot" below.
    """

    name: str
    on: str
    render: Callable
    right: str | None = None
    order: int = 100
    place: str = ""


PANELS = Socket("panels", Panel, "A part of the page of another room's record.")


def panels_for(request, record, *, place: str = "") -> list[str]:
    """The rendered panels of one page of `record` for this reader, in their order."""
    kind = record._meta.label_lower
    user = request.user
    here = (panel for panel in PANELS.in_order() if panel.on == kind and panel.place == place)
    mine = (panel for panel in here if panel.right is None or user.has_right(panel.right))
    rendered = (panel.render(request, record) for panel in mine)
    return [html for html in rendered if html]
