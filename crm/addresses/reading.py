"""Parser of the address base's answers: GeoJSON in, `Address` out."""

import json
from dataclasses import dataclass

from portal.core.values.typed_text import one_line

MOST = 6
LONGEST_LINE, LONGEST_CITY = 200, 120
TOWN = "municipality"


class UnreadableAnswer(ValueError):
    """The base answered something that is not its GeoJSON: HTML, a cut body, another shape."""


@dataclass(frozen=True)
class Address:
    """One address of the base; `line` is empty for a whole town."""

    line: str
    postal_code: str
    city: str

    @property
    def town(self) -> str:
        return f"{self.postal_code} {self.city}"


def read_answer(body: bytes) -> tuple[Address, ...]:
    """Return the addresses of an answer, without those that have neither postcode nor town."""
    try:
        values = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswer("not JSON") from error
    rows = values.get("features") if isinstance(values, dict) else None
    if not isinstance(rows, list):
        raise UnreadableAnswer("no features")
    found = (_address(row.get("properties")) for row in rows if isinstance(row, dict))
    return tuple(dict.fromkeys(each for each in found if each))[:MOST]


def _address(values) -> Address | None:
    if not isinstance(values, dict):
        return None
    code, city = _text(values, "postcode", 10), _text(values, "city", LONGEST_CITY)
    if not (city and code.isascii() and code.isdigit() and len(code) == 5):
        return None
    line = "" if values.get("type") == TOWN else _text(values, "name", LONGEST_LINE)
    return Address(line, code, city)


def _text(values: dict, name: str, longest: int) -> str:
    value = values.get(name)
    return " ".join(one_line(value).split())[:longest] if isinstance(value, str) else ""
