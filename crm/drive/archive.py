"""A ZIP that is sent while it is made: one file in memory at a time, and no transaction."""

import zipfile
from collections.abc import Iterator

from crm.drive.models import Node
from portal.core.values import dates
from portal.documents import files

CHUNK = 256 * 1024
MISSING = "FICHIERS-MANQUANTS.txt"


class _Pipe:
    """Sink that `zipfile` writes to; it cannot seek, so that sizes follow the bytes."""

    def __init__(self):
        self.chunks: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.chunks.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> Iterator[bytes]:
        chunks, self.chunks = self.chunks, []
        yield from chunks


def stream(entries: list[tuple[str, Node]]) -> Iterator[bytes]:
    """Give the bytes of a ZIP of files under their paths; files that cannot be read are named in a text."""
    pipe, missing = _Pipe(), []
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for path, node in entries:
            try:
                content = files.read(node.stored)
            except files.AlteredFile:
                missing.append(path)
                continue
            yield from _entry(archive, pipe, path, content)
        if missing:
            yield from _entry(archive, pipe, MISSING, "\n".join(missing).encode())
    yield from pipe.taken()


def _entry(archive: zipfile.ZipFile, pipe: _Pipe, path: str, content: bytes) -> Iterator[bytes]:
    info = zipfile.ZipInfo(path, dates.now().astimezone(dates.PARIS).timetuple()[:6])
    with archive.open(info, "w") as entry:
        for start in range(0, len(content), CHUNK):
            entry.write(content[start : start + CHUNK])
            yield from pipe.taken()
    yield from pipe.taken()
