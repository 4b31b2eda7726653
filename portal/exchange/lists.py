"""The view of every list page: `show(request, LISTING, template=…)` is all an app writes."""

from django.http import HttpRequest, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import push_url, replace_url

from portal.ui.listing.address import LONGEST_VALUE, Address
from portal.ui.listing.declaration import Listing
from portal.ui.listing.filters import NamedFilter
from portal.ui.listing.page import ListPage, selected

MOST_SUGGESTED = 10

# What a script may ask for alone; each is included as it is by the whole page.
FRAGMENTS = {"listing": "ui/listing/listing.html", "results": "ui/listing/results.html"}


def show(request: HttpRequest, listing: Listing, *, template: str, **context):
    """The page of a list, or the part of it that a script swaps. The caller has checked the reader's right."""
    page = ListPage(request, listing)
    fragment = _fragment(request)
    response = render(request, fragment or template, {"page": page, **context})
    if fragment:
        # Letters typed one after the other are one step of the browser's history; a click is a step of its own.
        (replace_url if request.htmx.target == "results" else push_url)(response, page.url)
    page.remember(response)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _fragment(request: HttpRequest) -> str:
    if not request.htmx or request.htmx.history_restore_request:
        return ""
    return FRAGMENTS.get(request.htmx.target or "", "")


def suggest(request: HttpRequest, listing: Listing):
    """Up to ten names for the filter `champ` of a list, as options for what is typed in it; nonsense has none."""
    filters = selected(listing, request.user, Address.read(listing, QueryDict()), request).filters
    name = request.GET.get("champ", "")
    typed = request.GET.get(name, "")[:LONGEST_VALUE].strip()
    named = filters.get(name)
    found = named.find(request.user, typed) if isinstance(named, NamedFilter) and typed else []
    return render(request, "ui/listing/suggestions.html", {"names": [name for _key, name in found[:MOST_SUGGESTED]]})
