"""Who must prove themselves twice, and whether they can."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from portal.access.roles import RESERVED_RIGHTS

TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_required_of(user) -> bool:
    """Staff and back-office handle everybody's data: where the setting says so, a password is not enough.

    A right that only the back-office has by its role asks for the same when it is granted by name.
    """
    if not settings.STAFF_SECOND_FACTOR_REQUIRED:
        return False
    return user.is_staff or any(user.has_right(right) for right in RESERVED_RIGHTS)


def has_one(user) -> bool:
    """Whether an authenticator app or a passkey is active; recovery codes alone are not a factor."""
    return Authenticator.objects.filter(user=user, type__in=TYPES).exists()


def is_missing(user) -> bool:
    return user.is_authenticated and is_required_of(user) and not has_one(user)
