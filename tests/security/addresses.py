"""Every address of the portal as its resolver knows it, and how to fill in what stands between `<` and `>`."""

import re
from dataclasses import dataclass

from django.urls import URLResolver, get_resolver

PLACE = re.compile(r"<(?:(?P<type>\w+):)?(?P<name>\w+)>")
GROUP = re.compile(r"\(\?P<(?P<name>\w+)>[^()]*\)")


@dataclass(frozen=True)
class Address:
    """`contrats/<number:number>/code/`, its name, and the names and types of its places."""

    pattern: str
    name: str

    @property
    def places(self) -> dict[str, str]:
        found = {match["name"]: match["type"] or "str" for match in PLACE.finditer(self.pattern)}
        return found | {match["name"]: "str" for match in GROUP.finditer(self.pattern)}

    def filled(self, value_of) -> str:
        """The path with `value_of(type, name)` in each place."""
        path = PLACE.sub(lambda match: str(value_of(match["type"] or "str", match["name"])), self.pattern)
        path = GROUP.sub(lambda match: str(value_of("str", match["name"])), path)
        return "/" + re.sub(r"[\^$\\]", "", path)


def _walk(resolver: URLResolver, prefix: str = "", space: str = ""):
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, pattern, space + (f"{entry.namespace}:" if entry.namespace else ""))
        else:
            yield Address(pattern, space + (entry.name or ""))


def every_address() -> list[Address]:
    """In the order of the resolver; a pattern that only catches what is left is no address."""
    return [address for address in _walk(get_resolver()) if "(?P<url>" not in address.pattern]
