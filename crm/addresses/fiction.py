"""The fictional address base: the demonstration's streets in each of its towns, told in the shape of the State's.

The word `panne` in a search makes it fail, so that this can be shown too.
"""

import json
import re
from functools import cache

from crm.addresses.reading import MOST, TOWN
from crm.companies.gateway_errors import Failed
from portal.core.values.text import normalise

TOWNS = (
    ("69001", "Lyon"), ("69002", "Lyon"), ("69003", "Lyon"), ("69006", "Lyon"), ("69007", "Lyon"), ("69008", "Lyon"),
    ("69100", "Villeurbanne"), ("69500", "Bron"), ("69300", "Caluire-et-Cuire"), ("69200", "Vénissieux"),
    ("69130", "Écully"), ("69700", "Givors"), ("38200", "Vienne"), ("01700", "Miribel"), ("42000", "Saint-Étienne"),
    ("44000", "Nantes"), ("44100", "Nantes"), ("44300", "Nantes"), ("44800", "Saint-Herblain"), ("44400", "Rezé"),
    ("44600", "Saint-Nazaire"), ("44120", "Vertou"), ("44470", "Carquefou"), ("44190", "Clisson"), ("49000", "Angers"),
)  # fmt: skip
STREETS = (
    "rue Victor-Hugo", "avenue Jean-Jaurès", "rue de la République", "chemin des Vignes", "rue du Moulin",
    "place de l’Église", "rue de l’Église", "rue Pasteur", "allée des Tilleuls", "boulevard Gambetta", "rue des Écoles",
    "rue Émile-Zola", "rue Jules-Ferry", "rue de la Gare", "rue des Lilas", "avenue de l’Europe", "rue Marie-Curie",
)  # fmt: skip
NUMBER = re.compile(r"(\d{1,4}(?: ?(?:bis|ter|quater))?)[ ,]+(?=\D)")
WORD = re.compile(r"[\w']+")


def answer(words: str, *, towns: bool = False) -> bytes:
    """The answer to a search, as the State's base would send it."""
    plain = normalise(words)
    number = "" if towns else "".join(NUMBER.match(plain).groups() if NUMBER.match(plain) else ())
    wanted = WORD.findall(plain.removeprefix(number))
    if "panne" in wanted:
        raise Failed("demonstration")
    rows = _towns() if towns else _streets()
    found = [row for text, row in rows if all(f" {word}" in text for word in wanted)][:MOST]
    features = [{"type": "Feature", "properties": _numbered(row, number)} for row in found]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _numbered(row: dict, number: str) -> dict:
    return row | {"name": f"{number} {row['name']}", "housenumber": number, "type": "housenumber"} if number else row


@cache
def _towns() -> list[tuple[str, dict]]:
    return [_row("", code, city) for code, city in TOWNS]


@cache
def _streets() -> list[tuple[str, dict]]:
    return [_row(street, code, city) for street in STREETS for code, city in TOWNS]


def _row(street: str, code: str, city: str) -> tuple[str, dict]:
    """An entry, with the words it is found by, each after a blank."""
    text = " ".join(["", *WORD.findall(normalise(street, code, city))])
    kind = "street" if street else TOWN
    return text, {"name": street or city, "postcode": code, "city": city, "type": kind}
