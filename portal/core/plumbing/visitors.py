"""Where a request comes from, without keeping it: for counters of people who have no account."""

from django.conf import settings

from portal.core.plumbing import crypto


def visitor_digest(request) -> str:
    """A digest of the visitor's network address, with a key the database does not hold.

    Behind `TRUSTED_PROXY_COUNT` proxies the address is the one the outermost of them saw; what a visitor
    writes in `X-Forwarded-For` themselves stands further left and is not read.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if count := settings.TRUSTED_PROXY_COUNT:
        seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        address = seen[-count] if len(seen) >= count else address
    return crypto.digest("visitor", address)
