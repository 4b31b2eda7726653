"""A number of known length in what people type or paste: « Code : 123 456 », or the whole SMS it came with."""

import re
import unicodedata

LONGEST_PASTE = 320  # two SMS
SEPARATORS = r"[\s.\-\u2010-\u2015\u200b\u2060\ufeff]"
NUMBER = re.compile(rf"(?<![\w+])[0-9](?:{SEPARATORS}*[0-9])*(?!\w)")
SEPARATOR = re.compile(SEPARATORS)


def number_in(text: str, *, digits: int) -> str:
    """Return the only number of that many digits, without its separators; empty when there is none or several."""
    if len(text) > LONGEST_PASTE:
        return ""
    plain = unicodedata.normalize("NFKC", text)
    numbers = {SEPARATOR.sub("", found) for found in NUMBER.findall(plain)}
    fitting = [number for number in numbers if len(number) == digits]
    return fitting[0] if len(fitting) == 1 else ""
