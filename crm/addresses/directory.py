"""Searching the address base: short cache, limits, and an empty answer for every way it can fail."""

import hashlib
import logging

from django.conf import settings
from django.core.cache import cache

from crm.addresses.gateways import gateway
from crm.addresses.reading import Address, UnreadableAnswer, read_answer
from crm.companies import gate
from crm.companies.gate import ADDRESSES
from crm.companies.gateway_errors import Failed, Refused
from portal.core.values.text import normalise

log = logging.getLogger("comptoir.addresses")
SHORTEST = 3
LONGEST = 200


def search(words: str, *, towns: bool = False) -> tuple[Address, ...]:
    """Return addresses (or towns) for what is typed; none below three characters, nor while the base is down.

    Completion only helps: the field stays plain text without it. Answers are cached, failures never.
    """
    asked = " ".join(words.replace("\x00", "").split())[:LONGEST]
    if len(asked) < SHORTEST or not any(sign.isalnum() for sign in asked):
        return ()
    key = _cache_key(asked, towns)
    known = cache.get(key)
    if known is None:
        known = _ask(asked, towns)
        if known is None:
            return ()
        cache.set(key, known, settings.ADDRESS_DIRECTORY_CACHE_SECONDS)
    return known


def _ask(asked: str, towns: bool) -> tuple[Address, ...] | None:
    """Return the answer, None without a usable one."""
    try:
        gate.pass_through(ADDRESSES)
        return read_answer(gateway().fetch(asked, towns=towns))
    except gate.Closed:
        return None
    except Refused:
        return ()
    except (Failed, UnreadableAnswer) as failure:
        log.warning("address base: %s", failure)
        gate.close(getattr(failure, "pause", 0), ADDRESSES)
        return None


def _cache_key(asked: str, towns: bool) -> str:
    name = f"{settings.ADDRESS_DIRECTORY}:{settings.ADDRESS_DIRECTORY_URL}:{towns}:{normalise(asked)}"
    return f"addresses:{hashlib.sha256(name.encode()).hexdigest()}"
