"""Decode text files and split them into rows of cells.

Encoding: UTF-8 when it decodes, UTF-16 by its byte order mark, else cp1252, which French exports without a mark use.
Detection libraries take French cp1252 for cp1250, so none is used.
"""

import codecs
import csv
import io

ENCODINGS = ("utf-8", "utf-16", "cp1252", "latin-1")
DELIMITERS = (";", ",", "\t", "|")
SAMPLE_LINES = 200
LONGEST_CELL = 100_000

csv.field_size_limit(LONGEST_CELL)


def guess_encoding(content: bytes) -> str:
    """Return the name of the encoding of `content`, one of `ENCODINGS`."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def decode(content: bytes, encoding: str) -> str:
    """Return the text of `content`; bytes that `encoding` does not know become U+FFFD, never an error."""
    text = content.decode(encoding, errors="replace")
    return text.removeprefix("\ufeff").replace("\x00", "")


def guess_delimiter(text: str) -> str:
    """Return the separator that splits the most lines into the same number of cells (more than one)."""
    return max(DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


def _regularity(text: str, delimiter: str) -> tuple[int, int]:
    """Score a separator: how many lines share the commonest width, then that width."""
    widths = [len(row) for row in split(_head(text), delimiter) if len(row) > 1]
    if not widths:
        return 0, 0
    commonest = max(set(widths), key=lambda width: (widths.count(width) * width, width))
    return widths.count(commonest) * commonest, commonest


def _head(text: str) -> str:
    """Return the first lines of `text`, enough to guess from."""
    end = -1
    for _line in range(SAMPLE_LINES):
        end = text.find("\n", end + 1)
        if end < 0:
            return text
    return text[:end]


def split(text: str, delimiter: str) -> list[list[str]]:
    """Return the rows of a CSV text; quoted cells may hold line ends. Malformed quoting is kept as typed."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
