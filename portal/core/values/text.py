"""Text as a search engine wants it: lower case, without accents, one hyphen, one apostrophe, digits joined."""

import re
import unicodedata

# Letters that Unicode does not take apart, as people without them on the keyboard type them.
LETTERS = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t",
    "ı": "i", "ŋ": "n", "ĸ": "k", "ƀ": "b", "ɓ": "b", "ɗ": "d", "ǥ": "g", "ɨ": "i", "ƙ": "k", "ɍ": "r", "ƶ": "z",
}  # fmt: skip
APOSTROPHES = "'’‘ʼʹ´`′＇‛"
MINUS = "−"


class _Folding(dict):
    """What a search reads for each sign, found out once for each of those in use."""

    MOST = 4000

    def __missing__(self, code: int) -> str:
        plain = _folded(chr(code))
        if len(self) < self.MOST:
            self[code] = plain
        return plain


def _folded(sign: str) -> str:
    if sign in APOSTROPHES:
        return "'"
    if sign == MINUS or unicodedata.category(sign) == "Pd":
        return "-"
    if sign.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", LETTERS.get(sign.lower(), sign)).lower()
    return "".join(LETTERS.get(part, part) for part in parts if not _is_bare_mark(part))


def _is_bare_mark(sign: str) -> bool:
    """An accent taken from its letter, or a sign that nobody sees."""
    kind = unicodedata.category(sign)
    return kind[0] == "M" or kind in ("Cc", "Cf", "Cs")


FOLDING = _Folding()


def normalise(*parts: object) -> str:
    """The search text of some values: `Élodie`, `06 12` → `elodie 06 12`. Empty parts vanish."""
    text = " ".join(str(part) for part in parts if part)
    return re.sub(r"\s+", " ", text.translate(FOLDING)).strip()


def digits(text: str) -> str:
    """The digits of `text`, joined."""
    return "".join(sign for sign in text if sign in "0123456789")
