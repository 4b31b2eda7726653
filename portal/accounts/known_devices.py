"""Devices from which somebody logged in before: strangers' wrong passwords do not shut their owner out there.

A signed cookie names the account and the device. Wrong passwords from a known device are counted apart from all others.
"""

import secrets

from django.conf import settings
from django.core import signing

COOKIE = "appareil"
SALT = "portal.accounts.known_devices"
YEAR = 365 * 24 * 3600
MOST_ACCOUNTS = 5  # of one browser


def remember(request, response, user) -> None:
    """Name this browser as known to `user`."""
    known = _known(request)
    device = known.pop(str(user.pk), None) or secrets.token_urlsafe(12)
    known[str(user.pk)] = device
    kept = dict(list(known.items())[-MOST_ACCOUNTS:])
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT, compress=True),
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def device_of(request, user) -> str:
    """The name of the device that asks, when `user` logged in from it before; else an empty string."""
    return _known(request).get(str(user.pk), "") if user else ""


def _known(request) -> dict[str, str]:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=YEAR)
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}
