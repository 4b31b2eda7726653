"""The few links of a client's pages: rooms plug in what a client may have, a page shows what its reader has."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Exists
from django.urls import reverse
from django.utils.functional import Promise

from portal.core.plugs import Socket

MAIN, MORE = "main", "more"


@dataclass(frozen=True)
class ClientLink:
    """A page of the client's space, for those with `right` (None: everybody).

    `has(user)` is the queryset of what it leads to: without any row the link is left out. `short` is its word on a
    phone. It is the current one on addresses that begin with one of `prefixes`, or on its own. `place` is `"main"`, or
    `"more"` for the profile menu.
    """

    label: str | Promise
    short: str | Promise
    url_name: str
    icon: str
    right: str | None = None
    order: int = 100
    prefixes: tuple[str, ...] = ()
    has: Callable | None = None
    place: str = MAIN


@dataclass(frozen=True)
class ShownLink:
    label: str
    short: str
    url: str
    icon: str
    active: bool


LINKS = Socket("client_menu", ClientLink, "A link of the client's own space.", key=lambda link: link.url_name)


def links_for(user, path: str, place: str) -> list[ShownLink]:
    """Return the links of `place` for this reader, in their order."""
    if user is None or not user.is_authenticated:
        return []
    return [_shown(link, path) for link in _links_of(user) if link.place == place]


def _links_of(user) -> list[ClientLink]:
    """Return what `user` has, asked once per request, in one query for all links."""
    if not hasattr(user, "_client_links"):
        mine = [link for link in LINKS.in_order() if link.right is None or user.has_right(link.right)]
        asked = {f"has_{rank}": Exists(link.has(user)) for rank, link in enumerate(mine) if link.has}
        rows = get_user_model().objects.filter(pk=user.pk).order_by()
        found = rows.values(**asked).first() if asked else {}
        user._client_links = [link for rank, link in enumerate(mine) if not link.has or found[f"has_{rank}"]]
    return user._client_links


def _shown(link: ClientLink, path: str) -> ShownLink:
    url = reverse(link.url_name)
    active = path == url or any(path.startswith(prefix) for prefix in link.prefixes)
    return ShownLink(str(link.label), str(link.short), url, link.icon, active)
