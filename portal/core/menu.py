"""The left menu: each app registers its entries in `AppConfig.ready()`, a page shows what its reader may use."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class MenuEntry:
    label: str
    url_name: str
    icon: str
    right: str | None = None
    order: int = 100
    active_prefix: str = ""
    also_active: str = ""  # another part of the portal that is reached through this entry
    count: Callable | None = None


_entries: dict[str, MenuEntry] = {}


def register(entry: MenuEntry) -> None:
    _entries[entry.url_name] = entry


def active_entry(entries: list[MenuEntry], path: str) -> MenuEntry | None:
    """The entry a page belongs to: of those that cover its path, the most precise."""
    precise = max(entries, key=lambda entry: _covered(entry, path), default=None)
    return precise if precise and _covered(precise, path) else None


def _covered(entry: MenuEntry, path: str) -> int:
    """How much of `path` an entry covers, in signs."""
    prefixes = filter(None, (entry.active_prefix, entry.also_active))
    return max((len(prefix) for prefix in prefixes if path.startswith(prefix)), default=0)


def entries_for(user) -> list[MenuEntry]:
    """The entries `user` has the right to, in their order."""
    if not user.is_authenticated:
        return []
    allowed = (entry for entry in _entries.values() if entry.right is None or user.has_right(entry.right))
    return sorted(allowed, key=lambda entry: entry.order)
