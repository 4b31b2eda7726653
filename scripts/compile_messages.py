"""Compiles `locale/*/LC_MESSAGES/*.po` into `.mo` in Python alone: the machine may have no gettext.

The format is that of GNU gettext's manual, "The Format of GNU MO Files". Fuzzy and empty entries are left out,
as `msgfmt` does.
"""

import ast
import os
import re
import struct
import sys
from pathlib import Path

MAGIC = 0x950412DE
KEYWORD = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)\s+(".*")$')
CONTEXT_END = "\x04"


def entries(text: str):
    """Each entry of a `.po` text as a dict of its parts (`msgctxt`, `msgid`, `msgid_plural`, `msgstr`, `fuzzy`).

    Obsolete entries (`#~`) are passed over. Raises `ValueError` on a line that is no part of the format.
    """
    for block in re.split(r"\n\s*\n", text):
        entry: dict = {"msgstr": {}, "fuzzy": False}
        append = None
        for line in filter(None, map(str.strip, block.splitlines())):
            if line.startswith("#"):
                entry["fuzzy"] |= line.startswith("#,") and "fuzzy" in line
                continue
            match = KEYWORD.match(line)
            if match:
                append = _part(entry, match)
            elif append is None or not line.startswith('"'):
                raise ValueError(f"unreadable line: {line}")
            append(ast.literal_eval(match.group(3) if match else line))
        if "msgid" in entry:
            yield entry


def _part(entry: dict, match: re.Match):
    """Where the text that follows a keyword goes."""
    name, number = match.group(1), match.group(2)
    holder, key = (entry["msgstr"], int(number or 0)) if name.startswith("msgstr") else (entry, name)
    holder[key] = ""

    def append(text: str) -> None:
        holder[key] += text

    return append


def _catalogue(text: str) -> dict[bytes, bytes]:
    catalogue = {}
    for entry in entries(text):
        strings = [entry["msgstr"][index] for index in sorted(entry["msgstr"])]
        if (entry["fuzzy"] and entry["msgid"]) or not strings or not all(strings):
            continue
        key = (entry["msgctxt"] + CONTEXT_END if "msgctxt" in entry else "") + entry["msgid"]
        if "msgid_plural" in entry:
            key += "\0" + entry["msgid_plural"]
        catalogue[key.encode()] = "\0".join(strings).encode()
    return catalogue


def to_mo(text: str) -> bytes:
    """The bytes of the `.mo` of a `.po` text."""
    pairs = sorted(_catalogue(text).items())
    count = len(pairs)
    header = 28
    ids, strings = bytearray(), bytearray()
    id_table, string_table = [], []
    for key, value in pairs:
        id_table += [len(key), header + 16 * count + len(ids)]
        ids += key + b"\0"
        string_table += [len(value), len(strings)]
        strings += value + b"\0"
    base = header + 16 * count + len(ids)
    string_table = [part + base if index % 2 else part for index, part in enumerate(string_table)]
    words = [MAGIC, 0, count, header, header + 8 * count, 0, header + 16 * count, *id_table, *string_table]
    return struct.pack(f"<{len(words)}I", *words) + bytes(ids) + bytes(strings)


def compile_all(folder: Path) -> int:
    """Writes the `.mo` beside each `.po` that is newer than it; gives how many were written."""
    written = 0
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            ours = target.with_suffix(f".{os.getpid()}.tmp")  # two test processes may do the same at once
            ours.write_bytes(to_mo(source.read_text(encoding="utf-8")))
            ours.replace(target)
            written += 1
    return written


if __name__ == "__main__":
    compile_all(Path(sys.argv[1] if len(sys.argv) > 1 else "locale"))
