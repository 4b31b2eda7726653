"""The palette of Ctrl+K: rooms plug in ways that neither the menu nor the buttons of a list name."""

from dataclasses import dataclass
from operator import attrgetter

from django.utils.functional import Promise

from portal.core.plugs import Socket


@dataclass(frozen=True)
class Shortcut:
    """A way to a page, for those with `right`: its address with `query`, found by its label and by other `words`."""

    label: str | Promise
    url_name: str
    icon: str
    right: str | None = None
    query: str = ""
    words: str | Promise = ""
    order: int = 100


SHORTCUTS = Socket("palette", Shortcut, "A way that Ctrl+K offers besides menu and lists.", key=attrgetter("label"))
