"""No view can be forgotten: each says who may open it, or belongs to a library that says so itself."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

# Views of others cannot bear our decorator; each guards itself, or holds nothing.
GUARDED_ELSEWHERE = {
    "django.contrib.admin": "staff only, by the admin's own check",
    "django.contrib.contenttypes": "a redirect of the admin",
    "allauth": "login, reset and second factor; LoginRequiredMiddleware guards the rest",
    "django.contrib.staticfiles": "files everybody may see",
    "django.views.static": "files everybody may see",
    "whitenoise": "files everybody may see",
}


def _views(resolver: URLResolver, prefix: str = ""):
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _views(entry, address)
        elif isinstance(entry, URLPattern):
            yield address, entry.callback


VIEWS = list(_views(get_resolver()))


def _module(view) -> str:
    model_admin = getattr(view, "model_admin", None) or getattr(view, "admin_site", None)
    return "django.contrib.admin" if model_admin else getattr(view, "__module__", "")


@pytest.mark.parametrize(("address", "view"), VIEWS, ids=[address or "/" for address, _ in VIEWS])
def test_every_address_says_who_may_open_it(address, view):
    if address.startswith("admin/") or _module(view).startswith(tuple(GUARDED_ELSEWHERE)):
        return
    access = getattr(view, "access", None)
    assert access, f"{_module(view)}: the view of /{address} bears neither @requires nor @public"
    kind, what = access
    assert kind in ("requires", "public"), f"/{address}: {access}"
    assert what, f"/{address} is public without a reason"


def test_the_addresses_of_the_portal_are_walked():
    """The walk above would pass on an empty list."""
    assert len(VIEWS) > 20
