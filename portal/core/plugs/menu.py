"""The left menu: rooms plug in their entries, a page shows what its reader may use."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from portal.core.plugs import Socket


@dataclass(frozen=True)
class MenuEntry:
    """A page of the side menu, for those with `right` (None: everybody).

    It is marked as the current one on addresses that begin with `active_prefix`. `count(user)` is what waits there.
    """

    label: str
    url_name: str
    icon: str
    right: str | None = None
    order: int = 100
    active_prefix: str = ""
    also_active: str = ""  # another part of the portal that is reached through this entry
    count: Callable | None = None


@dataclass(frozen=True)
class MenuSection:
    """A heading of the side menu, above the entries whose `order` is its own or more, up to the next one."""

    label: str
    order: int


SECTIONS = Socket(
    "menu_sections", MenuSection, "A heading of the side menu, for those with many entries.", key=attrgetter("order")
)
MENU = Socket("menu", MenuEntry, "An entry of the side menu.", key=lambda entry: entry.url_name)


def active_entry(entries: list[MenuEntry], path: str) -> MenuEntry | None:
    """The entry a page belongs to: of those that cover its path, the most precise."""
    precise = max(entries, key=lambda entry: _covered(entry, path), default=None)
    return precise if precise and _covered(precise, path) else None


def _covered(entry: MenuEntry, path: str) -> int:
    """How much of `path` an entry covers, in signs."""
    prefixes = filter(None, (entry.active_prefix, entry.also_active))
    return max((len(prefix) for prefix in prefixes if path.startswith(prefix)), default=0)


def section_of(entry: MenuEntry) -> str:
    """The heading that an entry stands under, empty for the first ones."""
    begun = [section for section in SECTIONS.held.values() if section.order <= entry.order]
    return str(max(begun, key=attrgetter("order")).label) if begun else ""


def entries_for(user) -> list[MenuEntry]:
    """The entries `user` has the right to, in their order."""
    if not user.is_authenticated:
        return []
    return [entry for entry in MENU.in_order() if entry.right is None or user.has_right(entry.right)]
