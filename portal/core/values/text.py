"""Text as a search engine wants it: lower case, without accents, digits joined."""

import re
import unicodedata


def normalise(*parts: object) -> str:
    """The search text of some values: `Élodie`, `06 12` → `elodie 06 12`. Empty parts vanish."""
    text = " ".join(str(part) for part in parts if part)
    folded = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae"))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return re.sub(r"\s+", " ", plain.lower()).strip()


def digits(text: str) -> str:
    """The digits of `text`, joined."""
    return "".join(sign for sign in text if sign in "0123456789")
