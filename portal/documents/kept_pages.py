"""Pictures of pages on this machine's disk, by the digest of their PDF, for a day at most."""

import json
import shutil
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

KEPT_SECONDS = 24 * 3600
MOST_KEPT = 500  # documents
OUTLINE = "outline.json"


@dataclass(frozen=True)
class Outline:
    """How many pages a PDF has, and the size in pixels of those that are drawn; none when it cannot be."""

    count: int = 0
    sizes: tuple[tuple[int, int], ...] = ()


def outline(sha256: str) -> Outline | None:
    """Return what was kept of a document; None when nothing was, or too long ago."""
    path = _folder(sha256) / OUTLINE
    try:
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            return None
        known = json.loads(path.read_text())
    except (OSError, ValueError):
        return None
    return Outline(known["count"], tuple(tuple(size) for size in known["sizes"]))


def picture(sha256: str, number: int) -> bytes | None:
    try:
        return (_folder(sha256) / f"{number}.webp").read_bytes()
    except OSError:
        return None


def keep(sha256: str, outline: Outline, pictures: list[bytes]) -> None:
    """Write outline and pictures in one step: a reader finds all of them or none. Raises `OSError`."""
    root = _root()
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(root)
    part = root / f"{uuid.uuid4().hex}.part"
    part.mkdir(mode=0o700)
    for number, content in enumerate(pictures, start=1):
        (part / f"{number}.webp").write_bytes(content)
    (part / OUTLINE).write_text(json.dumps({"count": outline.count, "sizes": outline.sizes}))
    forget(sha256)
    try:
        part.rename(_folder(sha256))
    except OSError:  # another process was faster, with the same pictures
        shutil.rmtree(part, ignore_errors=True)


def forget(sha256: str) -> None:
    """Delete the pictures of a removed document on this machine; others drop theirs within a day."""
    shutil.rmtree(_folder(sha256), ignore_errors=True)


def _root() -> Path:
    return Path(settings.VAR_DIR) / "pages"


def _folder(sha256: str) -> Path:
    return _root() / sha256


def _sweep(root: Path) -> None:
    """Delete what is older than a day, and the oldest beyond `MOST_KEPT`."""
    found = []
    for folder in root.iterdir():
        with suppress(OSError):
            found.append((folder.stat().st_mtime, folder))
    oldest = time.time() - KEPT_SECONDS
    for rank, (since, folder) in enumerate(sorted(found, reverse=True)):
        if since < oldest or rank >= MOST_KEPT:
            shutil.rmtree(folder, ignore_errors=True)
