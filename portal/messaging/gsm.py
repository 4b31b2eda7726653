"""SMS in the GSM 7-bit alphabet: 160 characters a part, where a single « ’ » or « ê » would leave 70."""

import re
import unicodedata

# 3GPP TS 23.038, default alphabet and its extension table.
ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
    "^{}\\[~]|€"
)
QUOTES = re.compile("«[ \u00a0\u202f]?|[ \u00a0\u202f]?»")
PLAINER = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "…": "...",
    "–": "-",
    "—": "-",
    "•": "-",
    "œ": "oe",
    "Œ": "OE",
    "\u00a0": " ",
    "\u202f": " ",
    "\t": " ",
    "\u2011": "-",
}


def to_gsm(text: str) -> str:
    """Return `text` with characters outside the alphabet replaced by the nearest; others (emoji) stay."""
    return "".join(_sign(sign) for sign in QUOTES.sub('"', text))


def _sign(sign: str) -> str:
    if sign in ALPHABET:
        return sign
    if sign in PLAINER:
        return PLAINER[sign]
    base = unicodedata.normalize("NFKD", sign)[0]
    return base if base in ALPHABET else sign
