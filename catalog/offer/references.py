"""Normalise partners' references: the same one in any writing is one, and nothing else is."""

import unicodedata

from catalog.offer.enums import ReferenceAlphabet

LONGEST = 60


def normalise_reference(written: str, *, alphabet: str, digits: int | None) -> str:
    """Return a reference in upper case, without blanks and punctuation; empty when nothing of it is left.

    `digits` is the partner's padding rule: a reference of digits alone is filled up with zeros at its left to that
    length. The letter O and the digit 0 stay different, leading zeros stay unless the padding rule says otherwise.
    """
    folded = unicodedata.normalize("NFKC", written).upper()
    keep = str.isdigit if alphabet == ReferenceAlphabet.DIGITS else str.isalnum
    plain = "".join(sign for sign in folded if sign.isascii() and keep(sign))[:LONGEST]
    if digits and plain.isdigit():
        plain = plain.lstrip("0").rjust(digits, "0") if len(plain) != digits else plain
    return plain
