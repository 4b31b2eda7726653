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
    exact: bool = False
    count: Callable | None = None

    def is_active(self, path: str) -> bool:
        """Whether `path` is this entry's own page or one of those under it."""
        return (
            path == self.active_prefix
            if self.exact
            else path.startswith(self.active_prefix)
        )


_entries: dict[str, MenuEntry] = {}


def register(entry: MenuEntry) -> None:
    _entries[entry.url_name] = entry


def entries_for(user) -> list[MenuEntry]:
    """The entries `user` has the right to, in their order."""
    if not user.is_authenticated:
        return []
    allowed = (
        entry
        for entry in _entries.values()
        if entry.right is None or user.has_right(entry.right)
    )
    return sorted(allowed, key=lambda entry: entry.order)
