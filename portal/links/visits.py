"""Links whose identity check this browser has passed: kept in the server-side session, for two idle hours.

The link is read again at each request, so that the session is worth nothing once the link is dead.
"""

from datetime import timedelta

from portal.core.values import dates
from portal.links.models import SecureLink

KEY = "links"
IDLE = int(timedelta(hours=2).total_seconds())
REFRESH = 300  # seconds: the session is not written again at each page
AT_MOST = 20


def has_passed(request, link: SecureLink) -> bool:
    """Return whether this browser has recently passed the identity check of `link`."""
    passed, now = request.session.get(KEY, {}), _seconds()
    at = passed.get(str(link.pk))
    if at is None or at + IDLE < now:
        return False
    if at + REFRESH < now:
        request.session[KEY] = passed | {str(link.pk): now}
    return True


def passed(request, link: SecureLink) -> None:
    """Remember that this browser passed the identity check; its session key is rotated, as at a login."""
    if not request.user.is_authenticated:
        request.session.cycle_key()
    newest = sorted(request.session.get(KEY, {}).items(), key=lambda item: item[1])[-(AT_MOST - 1) :]
    request.session[KEY] = dict(newest) | {str(link.pk): _seconds()}


def _seconds() -> int:
    return int(dates.now().timestamp())
