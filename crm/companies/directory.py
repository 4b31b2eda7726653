"""Searching the company directory: short cache, limits, and one exception for every way it can fail."""

import hashlib
import logging

from django.conf import settings
from django.core.cache import cache

from crm.companies import gate
from crm.companies.gateway_errors import Failed, Refused
from crm.companies.gateways import gateway
from crm.companies.identifiers import joined
from crm.companies.reading import Answer, Company, UnreadableAnswer, read_answer
from portal.core.values.text import normalise

log = logging.getLogger("comptoir.companies")
SHORTEST = 3
LONGEST = 100


class DirectoryDown(Exception):
    """The directory cannot be asked now: data is typed by hand and checked later."""


def search(words: str) -> Answer:
    """Companies for a name, a SIREN or a SIRET in any writing; empty below three characters.

    Raises `DirectoryDown`. Answers are cached for a few minutes, failures never.
    """
    asked = _question(words)
    if len(asked) < SHORTEST:
        return Answer()
    key = _cache_key(asked)
    known = cache.get(key)
    if known is not None:
        return known
    answer = _ask(asked)
    cache.set(key, answer, settings.COMPANY_DIRECTORY_CACHE_SECONDS)
    return answer


def find(number: str) -> Company | None:
    """The company of a SIREN or SIRET, None when the directory does not know it. Raises `DirectoryDown`."""
    siren = joined(number)[:9]
    return next((company for company in search(number).companies if company.siren == siren), None)


def _ask(asked: str) -> Answer:
    try:
        gate.pass_through()
        return read_answer(gateway().fetch(asked))
    except gate.Closed as closed:
        raise DirectoryDown from closed
    except Refused:
        return Answer()
    except (Failed, UnreadableAnswer) as failure:
        log.warning("company directory: %s", failure)
        gate.close(getattr(failure, "pause", 0))
        raise DirectoryDown from failure


def _question(words: str) -> str:
    """What is sent: a number without blanks, else words as typed, on one line."""
    plain = " ".join(words.replace("\x00", "").split())[:LONGEST]
    digits = joined(plain)
    return digits if digits.isascii() and digits.isdigit() and len(digits) in (9, 14) else plain


def _cache_key(asked: str) -> str:
    name = f"{settings.COMPANY_DIRECTORY}:{settings.COMPANY_DIRECTORY_URL}:{normalise(asked)}"
    return f"companies:{hashlib.sha256(name.encode()).hexdigest()}"
