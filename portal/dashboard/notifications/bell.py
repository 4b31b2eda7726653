"""The bell of every page: how much is unread. It is counted with the menu, and only where one of them is drawn."""

from portal.core.prepared_queries import counts
from portal.messaging.notices import UNREAD


class Bell:
    def __init__(self, user):
        self.user = user

    @property
    def count(self) -> int:
        """Unread notices, none for a visitor."""
        return counts.of(self.user)[UNREAD]

    @property
    def shown(self) -> str:
        """What stands on the bell: beyond two digits the exact number tells nothing more."""
        return counts.shown(self.count)


def bell(request) -> dict:
    """Context of every template rendered with a request."""
    return {"bell": Bell(getattr(request, "user", None))}
