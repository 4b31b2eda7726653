"""Unread count of the bell, with the menu and only where either is drawn."""

from portal.core.prepared_queries import counts
from portal.messaging.notices import UNREAD


class Bell:
    def __init__(self, user):
        self.user = user

    @property
    def count(self) -> int:
        """Return the number of unread notices, zero for a visitor."""
        return counts.of(self.user)[UNREAD]

    @property
    def shown(self) -> str:
        """Return the text of the bell, `99+` beyond two digits."""
        return counts.shown(self.count)


def bell(request) -> dict:
    """Context of every template rendered with a request."""
    return {"bell": Bell(getattr(request, "user", None))}
