"""Display and columns that a reader chose for a list: kept on this device."""

from django.http import HttpRequest

from portal.ui.listing.address import COLUMNS, DISPLAY, Address
from portal.ui.listing.declaration import Listing

COOKIE_SECONDS = 365 * 24 * 3600


def of(request: HttpRequest, listing: Listing) -> str:
    """Return the reader's last display and columns on this device."""
    return request.COOKIES.get(_cookie(listing), "")[:400]


def keep(request: HttpRequest, response, address: Address) -> None:
    """Store a display or columns asked for by the URL."""
    listing, asked = address.listing, request.GET
    if (DISPLAY in asked or COLUMNS in asked) and address.choice != of(request, listing):
        response.set_cookie(
            _cookie(listing),
            address.choice,
            max_age=COOKIE_SECONDS,
            path=listing.url,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )


def _cookie(listing: Listing) -> str:
    return f"liste-{listing.name}"
