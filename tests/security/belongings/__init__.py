"""What each room of the portal adds to the tests of scope, one module per room.

A module may define `make(owner, name, client) -> list[str] | None`: one of each of its models for `owner`, with `name`
in their texts, and the tokens of the secure links that went out. `NOBODYS` names its addresses that lead to no record
of somebody's, each with the reason; `OBJECTS` the model that an address leads to where no query of it tells.
"""

import pkgutil
from importlib import import_module

MODULES = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
NOBODYS: dict[str, str] = {}
OBJECTS: dict[str, type] = {}
for _module in MODULES:
    NOBODYS.update(getattr(_module, "NOBODYS", {}))
    OBJECTS.update(getattr(_module, "OBJECTS", {}))


def make_all(owner, name: str, client) -> list[str]:
    """Make what every room has for `owner`; give the tokens of the links that went out."""
    made = [module.make(owner, name, client) or [] for module in MODULES if hasattr(module, "make")]
    return [token for tokens in made for token in tokens]
