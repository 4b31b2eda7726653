"""Finds French in a page: the sentences of the catalogue, cut where values and tags stand."""

import html
import re
from functools import lru_cache

from scripts.compile_messages import entries
from tests.i18n.test_catalogue import CATALOGUE

CUTS = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w+\}|<[^>]*>|\n")
UNSEEN = re.compile(r"(?s)<(script|style|svg)\b.*?</\1>")
LONGER_THAN = 12


@lru_cache(maxsize=1)
def french_pieces() -> frozenset[str]:
    """Every piece of a French sentence that is long enough to be no accident, and that is no English as well."""
    found = list(entries(CATALOGUE.read_text(encoding="utf-8")))
    english = plain(" ".join(" ".join(entry["msgstr"].values()) for entry in found))
    french = (entry.get(key, "") for entry in found for key in ("msgid", "msgid_plural"))
    pieces = {plain(piece).strip() for sentence in french for piece in CUTS.split(sentence)}
    return frozenset(piece for piece in pieces if len(piece) > LONGER_THAN and piece not in english)


def plain(text: str) -> str:
    """One kind of blank, and no more than one."""
    return " ".join(text.split())


def french_in(page: str) -> list[str]:
    """The French pieces that a page shows or says, in its attributes too."""
    text = plain(html.unescape(UNSEEN.sub(" ", page)))
    return sorted(piece for piece in french_pieces() if piece in text)
