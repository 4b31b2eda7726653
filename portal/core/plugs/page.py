"""`docs/plugs.md`: what a room may plug in, written from the sockets themselves."""

import inspect
from dataclasses import is_dataclass

from portal.core.plugs import SOCKETS, Socket

INTRODUCTION = """# Plugs

Written by `manage.py plugs_doc` from the sockets in the code; a test fails when this page is not current.

A room says in its `plug.py` what it adds to the rest of the portal, once, as one object:

```python
PLUG = Plug(
    menu=MenuEntry(_("Clients"), "crm:list", "users", Permission.CLIENTS_VIEW, 32, "/clients/"),
    lists=CLIENTS,
    history={"crm.opened": Sentence(_("{actor} a créé la fiche"), "user")},
)
```

Each name takes one item, a tuple of them, or a mapping where the socket asks for names. The portal finds the file when
it starts (`portal.core.plugs.collect`): nothing registers a room, and no central list names it.
"""


def plugs_page() -> str:
    """Return the whole page, in Markdown."""
    return "\n".join([INTRODUCTION, *(_chapter(SOCKETS[name]) for name in sorted(SOCKETS))])


def _chapter(socket: Socket) -> str:
    taken = socket.takes
    if not is_dataclass(taken):
        return f"## {socket.name}\n\n{socket.help}\n"
    call = f"```text\nfrom {taken.__module__} import {taken.__name__}\n\n{taken.__name__}({_signature(taken)})\n```"
    return "\n\n".join([f"## {socket.name}", socket.help, call, f"{_told(taken)}"]).rstrip() + "\n"


def _told(taken: type) -> str:
    """Return the docstring of a class; nothing for the one that Python writes itself."""
    text = inspect.getdoc(taken) or ""
    return "" if text.startswith(f"{taken.__name__}(") else text


def _signature(taken: type) -> str:
    """The names one may give, those without a default first; a default is shown where it is a plain value."""
    return ", ".join(
        name if each.default is each.empty else f"{name}={_default(each.default)}"
        for name, each in inspect.signature(taken).parameters.items()
    )


def _default(value) -> str:
    return repr(value) if isinstance(value, str | int | bool | tuple | None) else "…"
