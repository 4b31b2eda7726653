"""Addresses that pages repeat: Django looks each one up anew, whereas none of them ever moves."""

from functools import lru_cache

from django.urls import reverse

page_address = lru_cache(maxsize=500)(reverse)  # of pages that their name alone tells

_around: dict[str, tuple[str, str]] = {}


def address(name: str, key: int | str) -> str:
    """As `reverse(name, args=[key])`, for pages named by one key of letters, digits and dashes.

    Looked up once for each name: what stands around the key is kept. Raises `NoReverseMatch` for an unknown name.
    """
    if name not in _around:
        before, _key, after = reverse(name, args=[key]).rpartition(str(key))
        _around[name] = before, after
    before, after = _around[name]
    return f"{before}{key}{after}"
