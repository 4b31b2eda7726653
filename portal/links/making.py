"""Making and ending secure links."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from portal.core.plumbing import crypto
from portal.core.values import dates
from portal.links import purposes
from portal.links.models import SecureLink

TOKEN_BYTES = 32  # 256 bits


def digest_of(token: str) -> str:
    """Return the digest of a token, as stored in the database."""
    return crypto.digest("link", token)


def digests_of(token: str) -> list[str]:
    """Return the possible digests of a token, with the current key and former ones."""
    return crypto.digests("link", token)


def make(
    *, purpose: str, about, days: int = 0, hours: int = 0, by=None, recipient_hint: str = ""
) -> tuple[SecureLink, str]:
    """Create a link about an object, and its token: in clear here only, for a sensitive message.

    `recipient_hint` says to the team whom it went to, masked. Raises `LookupError` for a purpose that no
    app registered and `ValueError` for a link without a life.
    """
    if purposes.find(purpose) is None:
        raise LookupError(f"No app registered the purpose {purpose!r}.")
    if days * 24 + hours <= 0:
        raise ValueError("A secure link lives at least an hour.")
    token, now = secrets.token_urlsafe(TOKEN_BYTES), dates.now()
    link = SecureLink.objects.create(
        token_hash=digest_of(token),
        purpose=purpose,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
        recipient_hint=recipient_hint,
        created_at=now,
        created_by=by,
        expires_at=now + timedelta(days=days, hours=hours),
    )
    return link, token


def url_for(token: str) -> str:
    """Return the URL to send: absolute, from `PUBLIC_BASE_URL` and never from a request's Host."""
    return f"{settings.PUBLIC_BASE_URL}{reverse('links:open', args=[token])}"


def revoke(about, purpose: str) -> int:
    """Revoke every live link of a purpose about an object; return how many."""
    return SecureLink.objects.about(about).filter(purpose=purpose).alive().update(revoked_at=dates.now())


def complete_all(about, purpose: str) -> int:
    """Mark every live link of a purpose as used: readers who passed the check still see the outcome."""
    return SecureLink.objects.about(about).filter(purpose=purpose).alive().update(completed_at=dates.now())


def complete(link: SecureLink) -> bool:
    """Mark a link as used; False when it was dead already, so that its action is not done twice."""
    now = dates.now()
    ended = SecureLink.objects.filter(pk=link.pk).alive().update(completed_at=now) == 1
    if ended:
        link.completed_at = now
    return ended
