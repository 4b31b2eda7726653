"""Which frame a reader's pages have: the client's own space, or the portal of those who work in it."""

from portal.access import scopes
from portal.access.scopes import Reach
from portal.core.plugs import client_menu

SPACE, WORKSPACE = "layouts/client.html", "layouts/workspace.html"


def is_client(user) -> bool:
    """Return whether `user` is a client: the one place that decides it for layouts, home and pages."""
    return user is not None and user.is_authenticated and scopes.CONTRACTS.reach(user) is Reach.ACCOUNT


class Shell:
    """The frame of a page; asks nothing of a reader until a template does."""

    def __init__(self, request):
        self._request = request

    @property
    def _user(self):
        return getattr(self._request, "user", None)

    @property
    def layout(self) -> str:
        """Return the template that `layouts/app.html` extends."""
        return SPACE if is_client(self._user) else WORKSPACE

    @property
    def links(self) -> list:
        """Return the plain links of a client's pages; one query."""
        return client_menu.links_for(self._user, self._request.path, client_menu.MAIN)

    @property
    def more(self) -> list:
        """Return what stands in a client's profile menu; nothing for others."""
        if not is_client(self._user):
            return []
        return client_menu.links_for(self._user, self._request.path, client_menu.MORE)


def shell(request) -> dict:
    """Return the context processor's part: the frame of the page."""
    return {"shell": Shell(request)}
