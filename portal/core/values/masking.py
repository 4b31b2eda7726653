"""Enough of an address to recognise it, no more. Phones: `portal.core.values.phone.masked`."""


def email(address: str) -> str:
    """`claire.martin@exemple.fr` → `c•••@exemple.fr`."""
    name, sign, domain = address.rpartition("@")
    return f"{name[:1]}•••{sign}{domain}" if sign else "•••"


def email_for_strangers(address: str) -> str:
    """`claire.martin@exemple.fr` → `c•••@e•••.fr`: its owner knows it, and a name in its domain is not told either."""
    name, sign, domain = address.rpartition("@")
    place, _dot, end = domain.rpartition(".")
    return f"{name[:1]}•••@{place[:1]}•••.{end}" if sign else "•••"
