"""Plugs and sockets: how a room adds its menu entry, lists, sentences… to pages that know nothing of the room.

A room declares one `PLUG = Plug(menu=…, lists=…)` in its `plug.py`, and nothing else: `collect` finds it when Django
starts. A `Socket` stands where such items are used; `docs/plugs.md` lists the sockets.
"""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Generic, TypeVar

from django.apps import apps

T = TypeVar("T")
SOCKETS: dict[str, "Socket"] = {}


class Plug:
    """What one room or app adds: for each socket, one item, several, or a mapping of names to items."""

    def __init__(self, **plugged):
        self.plugged = plugged


class Socket(Generic[T]):
    """The items that plugs bring under one name, such as `menu`.

    `takes` is the class of an item and `help` says in a sentence what becomes of them. `key(item)` tells items apart
    unless the plug gives a mapping; `added(item)` runs before one is taken, and may refuse it with a `ValueError`.
    """

    def __init__(self, name: str, takes: type[T], help: str, *, key=attrgetter("name"), added=lambda item: None):
        self.name, self.takes, self.help = name, takes, help
        self._key: Callable[[T], str] = key
        self._added: Callable[[T], None] = added
        self.held: dict[str, T] = {}
        SOCKETS[name] = self

    def add(self, items: T | Iterable[T] | Mapping[str, T]) -> None:
        """Take `items`. Raises `TypeError` for another kind of item, `ValueError` for a name that is taken."""
        for key, item in self._pairs(items):
            if not isinstance(item, self.takes):
                raise TypeError(f"{self.name} takes {self.takes.__name__}, not {item!r}")
            if self.held.get(key, item) is not item:
                raise ValueError(f"{self.name}: {key} is taken")
            self._added(item)
            self.held[key] = item

    def _pairs(self, items) -> Iterable[tuple[str, T]]:
        if isinstance(items, Mapping):
            return items.items()
        several = items if isinstance(items, list | tuple) else (items,)
        return [(self._key(item) if isinstance(item, self.takes) else "", item) for item in several]

    def find(self, key: str) -> T | None:
        return self.held.get(key)

    def in_order(self) -> list[T]:
        """The items by their `order`, equal ones as they came."""
        return sorted(self.held.values(), key=attrgetter("order"))


def collect() -> None:
    """Plug in every app and room that has a `plug.py`; runs once, when all models are loaded."""
    for name in plug_modules():
        for socket, items in import_module(name).PLUG.plugged.items():
            if socket not in SOCKETS:
                raise ValueError(f"{name}: no socket is called {socket!r}; there are {', '.join(sorted(SOCKETS))}")
            SOCKETS[socket].add(items)


def plug_modules() -> list[str]:
    """The modules that hold a plug, app by app: its own first, then those of its rooms by name."""
    return [name for app in apps.get_app_configs() for name in _plugs_of(app.name, Path(app.path))]


def _plugs_of(package: str, folder: Path) -> list[str]:
    own = [package] if (folder / "plug.py").exists() else []
    rooms = sorted(f"{package}.{path.parent.name}" for path in folder.glob("*/plug.py"))
    return [f"{name}.plug" for name in (*own, *rooms)]
