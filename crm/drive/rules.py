"""Names of files and folders. No database."""

import re
import unicodedata
from pathlib import PurePosixPath

from portal.core.values.text import normalise

MAX_DEPTH = 10
MAX_NAME = 150
LONGEST_KEY = 500  # case folding makes three signs of one at most
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # Windows opens devices by these names
FORBIDDEN = re.compile(r'[<>:"|?*]')


def clean_name(name: str) -> str:
    """Return a name that every system takes: NFC, no path, control or direction characters. It may be empty."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/")).rstrip("/").rsplit("/", 1)[-1]
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    name = FORBIDDEN.sub("-", re.sub(r"\s+", " ", name)).strip(" .")
    return f"_{name}" if RESERVED.fullmatch(name) else name


def folder_name(name: str) -> str:
    return clean_name(name)[:MAX_NAME].rstrip(" .")


def file_name(name: str, *, like: str) -> str:
    """Return `name` with the extension of `like`, which tells the type of the file."""
    suffix = PurePosixPath(like).suffix.lower()
    name = clean_name(name)
    if suffix and name.lower().endswith(suffix):
        name = name[: -len(suffix)]
    stem = name[:MAX_NAME].rstrip(" .")
    return f"{stem}{suffix}" if stem else ""


def key_of(name: str) -> str:
    """Return what makes a name unique in its folder: the same in any case, composed or not."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return folded[:LONGEST_KEY]


def sort_key(kind: str, name: str) -> str:
    """Return what a folder sorts by: folders first, then by name without accents."""
    return f"{kind} {normalise(name)}"[:200]


def numbered(name: str, number: int, *, is_folder: bool) -> str:
    """Return another name for what finds its own taken: `bilan (2).pdf`."""
    path = PurePosixPath(name)
    stem, suffix = (name, "") if is_folder else (path.stem, path.suffix)
    return f"{stem[: MAX_NAME - 5]} ({number}){suffix}"
