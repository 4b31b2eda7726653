"""The bell of every page: how much waits for the reader. One query, and only where the bell is drawn."""

from functools import cached_property

from portal.messaging import notices


class Bell:
    def __init__(self, user):
        self.user = user

    @cached_property
    def count(self) -> int:
        """Unread notices, none for a visitor."""
        if self.user is None or not self.user.is_authenticated:
            return 0
        return notices.unread_count(self.user)

    @property
    def shown(self) -> str:
        """What stands on the bell: beyond two digits the exact number tells nothing more."""
        return f"{notices.MOST_COUNTED - 1}+" if self.count >= notices.MOST_COUNTED else str(self.count)


def bell(request) -> dict:
    """Context of every template rendered with a request."""
    return {"bell": Bell(getattr(request, "user", None))}
