"""The last filters and order of each list: shown again to whoever comes back to it in the same session of the browser.

Words that were searched are left out, as they may be the name of a client.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from portal.ui.listing.address import SEARCH, Address
from portal.ui.listing.declaration import Listing

LONGEST = 1000


def of(request: HttpRequest, listing: Listing) -> str:
    """Return the query of the reader's last view; empty for the whole list in its usual order."""
    reader, _sign, query = request.COOKIES.get(_cookie(listing), "")[:LONGEST].partition("~")
    if reader != str(request.user.pk) or "%00" in query:
        return ""
    try:
        return _query(Address.read(listing, QueryDict(query)))
    except ValueError:  # more fields than Django reads
        return ""


def _query(address: Address) -> str:
    return urlencode([pair for pair in address.at("").pairs() if pair[0] != SEARCH])


def keep(request: HttpRequest, response, address: Address) -> None:
    """Keep what `address` lists in a cookie that ends with the browser's session."""
    listing, query = address.listing, _query(address)
    if query == of(request, listing) or len(query) > LONGEST:
        return
    if not query:
        response.delete_cookie(_cookie(listing), path=listing.url, samesite="Lax")
        return
    response.set_cookie(
        _cookie(listing),
        f"{request.user.pk}~{query}",
        path=listing.url,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _cookie(listing: Listing) -> str:
    return f"vue-{listing.name}"
