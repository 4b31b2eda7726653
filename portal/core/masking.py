"""Enough of an address to recognise it, no more. Phones: `portal.core.phone.masked`."""


def email(address: str) -> str:
    """`claire.martin@exemple.fr` → `c•••@exemple.fr`."""
    name, sign, domain = address.rpartition("@")
    return f"{name[:1]}•••{sign}{domain}" if sign else "•••"
