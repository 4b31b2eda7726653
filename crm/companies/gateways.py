"""Where answers of the directory come from: the State's API, or a fictional directory of the same shape."""

import time
from urllib.parse import urlsplit

from django.conf import settings

from crm.companies import fiction
from crm.companies.gateway_errors import Failed, Refused

MOST_BYTES = 2_000_000
PER_PAGE = 10
CHUNK = 65_536


class DemoDirectory:
    """The fictional directory."""

    name = "demo"

    def fetch(self, words: str) -> bytes:
        return fiction.answer(words)


class StateDirectory:
    """The State's open directory, `GET /search`; no key is needed."""

    name = "api"

    def fetch(self, words: str) -> bytes:
        """The body of an answer 200. Raises `Failed` within `COMPANY_DIRECTORY_SECONDS` for anything else."""
        parameters = {"q": words, "page": 1, "per_page": PER_PAGE}
        return get(search_url(), parameters, settings.COMPANY_DIRECTORY_SECONDS)


def get(url: str, parameters: dict, seconds: float) -> bytes:
    """Return the body of an answer 200; raise `Refused` for 400, `Failed` within `seconds` for anything else."""
    import requests

    deadline = time.monotonic() + seconds
    options = {"headers": HEADERS, "stream": True, "allow_redirects": False}
    try:
        with requests.get(url, params=parameters, timeout=seconds, **options) as response:
            _check(response)
            return _body(response, deadline)
    except (
        requests.RequestException,
        requests.packages.urllib3.exceptions.HTTPError,
        OSError,
        ValueError,
    ) as error:
        raise Failed(type(error).__name__) from error


HEADERS = {"Accept": "application/json", "User-Agent": "Comptoir"}


def search_url() -> str:
    """The address of the search; `COMPANY_DIRECTORY_URL` may name the host or the search itself."""
    return search_address(settings.COMPANY_DIRECTORY_URL)


def search_address(given: str) -> str:
    """Return the address of a service's search, from that of its host or of the search itself."""
    base = given.rstrip("/")
    return base if urlsplit(base).path.endswith("/search") else f"{base}/search"


def _check(response) -> None:
    if response.status_code == 400:
        raise Refused("400")
    if response.status_code != 200:
        asked = response.headers.get("Retry-After", "")
        raise Failed(str(response.status_code), pause=int(asked) if asked.isascii() and asked.isdigit() else 0)


def _body(response, deadline: float) -> bytes:
    """The body, read until `deadline`: a server that sends one byte at a time is not waited for."""
    parts, size = [], 0
    while part := response.raw.read1(CHUNK, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise Failed("too long")
        if time.monotonic() > deadline:
            raise Failed("too slow")
    return b"".join(parts)


def gateway():
    return StateDirectory() if settings.COMPANY_DIRECTORY == "api" else DemoDirectory()
