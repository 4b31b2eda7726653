"""Panels that apps add to another app's page: HTML made on the server, so that it is there without scripts."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Panel:
    """A part of the page of one kind of record (`on`, such as `"crm.client"`).

    `render(request, record)` gives HTML in the reader's scope, or an empty string when there is nothing to say.
    """

    name: str
    on: str
    render: Callable
    right: str | None = None
    order: int = 100


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Called by an app in `AppConfig.ready()`."""
    _panels[panel.name] = panel


def panels_for(request, record) -> list[str]:
    """The rendered panels of `record` for this reader, in their order."""
    kind = record._meta.label_lower
    user = request.user
    mine = (p for p in _panels.values() if p.on == kind and (p.right is None or user.has_right(p.right)))
    rendered = (panel.render(request, record) for panel in sorted(mine, key=lambda panel: panel.order))
    return [html for html in rendered if html]
