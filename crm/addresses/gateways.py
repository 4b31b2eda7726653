"""Sources of addresses: the State's Base Adresse Nationale, or a fictional base of the same shape."""

from django.conf import settings

from crm.addresses import fiction
from crm.addresses.reading import MOST, TOWN
from crm.companies.gateways import get, search_address


class NoBase:
    """No completion: fields of addresses are plain text."""

    def fetch(self, words: str, *, towns: bool) -> bytes:
        return b'{"features": []}'


class FictionalBase:
    """The fictional base."""

    def fetch(self, words: str, *, towns: bool) -> bytes:
        return fiction.answer(words, towns=towns)


class NationalBase:
    """The Base Adresse Nationale, `GET /search/`; no key is needed."""

    def fetch(self, words: str, *, towns: bool) -> bytes:
        """The body of an answer 200. Raises `Failed` within `ADDRESS_DIRECTORY_SECONDS` for anything else."""
        parameters = {"q": words, "limit": MOST, "autocomplete": 1} | ({"type": TOWN} if towns else {})
        url = f"{search_address(settings.ADDRESS_DIRECTORY_URL)}/"
        return get(url, parameters, settings.ADDRESS_DIRECTORY_SECONDS)


BASES = {"fictional": FictionalBase, "ban": NationalBase, "off": NoBase}


def gateway():
    return BASES[settings.ADDRESS_DIRECTORY]()
