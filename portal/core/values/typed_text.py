"""Text as people type or paste it, made fit to be kept: composed, without signs that nobody sees.

Forms do it for every text field (`portal.ui.forms`). Imports and interfaces that other programs call do it themselves,
with the same two functions.
"""

import re
import unicodedata

# Pasted from word processors: hyphens that do not break, and the sign Word keeps for one.
HYPHENS = {ord(sign): "-" for sign in "\u2010\u2011\x1e"}
# Blanks of other widths; those of French typography (U+00A0, U+202F) are dealt with below.
WIDTHS = dict.fromkeys([0x1680, *range(0x2000, 0x200B), 0x205F, 0x3000], " ")
BREAKS = dict.fromkeys([0x0B, 0x0C, 0x1C, 0x1D, 0x85, 0x2028, 0x2029])
# Letters and marks that are drawn as nothing: a name made of them looks empty.
UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
JOINER = "\u200d"

IN_ONE_LINE = HYPHENS | WIDTHS | dict.fromkeys([*BREAKS, 0x09, 0x0A, 0x0D], " ")
IN_SEVERAL = HYPHENS | WIDTHS | dict.fromkeys(BREAKS, "\n")
SHOWN_CONTROLS = "\t\n\r"  # what several lines keep
# Left where French typography wants a blank that does not break: « ainsi ! » or 25 %.
NO_BREAK = re.compile(r"(?<!«)[\u00a0\u202f](?![!?:;»%€])")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])[‘ʼ´`′](?=[^\W\d_])")


def one_line(text: str) -> str:
    """A name, an address, a number: on one line, blanks plain, what stands for an apostrophe made one."""
    if _is_plain(text):
        return text
    seen = _seen(unicodedata.normalize("NFC", text.translate(IN_ONE_LINE)))
    return APOSTROPHE.sub("’", NO_BREAK.sub(" ", seen))


def several_lines(text: str) -> str:
    """A note, a description: its lines and its typography stay."""
    if _is_plain(text):
        return text
    return _seen(unicodedata.normalize("NFC", text.translate(IN_SEVERAL)))


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and "`" not in text


def _seen(text: str) -> str:
    """Without control signs, direction marks, signs of no width, private ones and those Unicode gives nobody."""
    return "".join(sign for place, sign in enumerate(text) if not _is_unseen(sign) or _joins_pictures(text, place))


def _is_unseen(sign: str) -> bool:
    kind = unicodedata.category(sign)
    if kind[0] != "C":
        return sign in UNSEEN
    if kind == "Cn":  # perhaps a sign newer than this Python, unless it can never be one
        return ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF
    return sign not in SHOWN_CONTROLS


def _joins_pictures(text: str, place: int) -> bool:
    """A joiner within an emoji made of several."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return (
        text[place] == JOINER and len(around) == 2 and all(ord(sign) > 0x2000 and not sign.isalpha() for sign in around)
    )
