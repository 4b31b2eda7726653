"""Kinds of notifications of internal users, declared by rooms."""

from dataclasses import dataclass

from portal.access.roles import plays
from portal.core.plugs import Socket


@dataclass(frozen=True)
class Kind:
    """One kind of event: whom it concerns (`roles`), how it looks, and where it is told unless one chose otherwise.

    With `rights`, only those of these roles who have one of them are asked where they want it.
    """

    name: str
    label: str
    roles: tuple[str, ...]
    default_portal: bool = True
    default_mail: bool = False
    icon: str = "bell"
    tone: str = "info"
    rights: tuple[str, ...] = ()


KINDS = Socket("notices", Kind, "A kind of notice to colleagues, with the channels it uses by default.")


def named(name: str) -> Kind:
    """Return the kind of this name; raise `KeyError` when it is not registered."""
    return KINDS.held[name]


def look_of(name: str) -> Kind | None:
    """Return the kind of a stored notice; None when its app is gone."""
    return KINDS.find(name)


def kinds_for(user) -> list[Kind]:
    """Return the kinds for this role and these rights, in the order they were plugged in."""
    return [kind for kind in KINDS.held.values() if plays(user, kind.roles) and _may_meet(user, kind)]


def _may_meet(user, kind: Kind) -> bool:
    return not kind.rights or any(user.has_right(right) for right in kind.rights)
