"""Pages of a PDF are drawn in a process of its own: little time, little memory, nothing to write to, no secret.

The PDF may be huge, broken or hostile; what pdfium chokes on ends there and costs the web process nothing.
"""

import importlib
import io
import json
import logging
import os
import re
import resource
import subprocess
import sys
import threading
from contextlib import suppress
from typing import NamedTuple

from django.conf import settings

SECONDS = 10
LIMITS = {
    resource.RLIMIT_CPU: 8,
    resource.RLIMIT_AS: 768 * 1024 * 1024,
    resource.RLIMIT_FSIZE: 0,
}
AT_ONCE = 2
PATIENCE_SECONDS = 3
WIDTH, HIGHEST = 1240, 3720  # pixels; A4 is 1240 × 1754
MOST_PAGES = 40
MOST_BYTES = 16 * 1024 * 1024
QUALITY = 82
TAIL = 2048
END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF")
TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
log = logging.getLogger("comptoir.documents")
_places = threading.BoundedSemaphore(AT_ONCE)


class Drawn(NamedTuple):
    """Pages of a PDF as WebP pictures, the first ones of `count`."""

    count: int
    sizes: list[tuple[int, int]]
    pictures: list[bytes]


class Busy(Exception):
    """Raised when too many PDFs are being drawn."""


def draw(pdf: bytes) -> Drawn | None:
    """Return the pages of `pdf`; None when it cannot be drawn within the limits. Raises `Busy`."""
    if not _looks_whole(pdf):
        return None
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        return _asked(pdf)
    except (subprocess.SubprocessError, OSError, ValueError, TypeError, KeyError) as error:
        log.warning("a PDF could not be drawn: %s", type(error).__name__)
        return None
    finally:
        _places.release()


def _looks_whole(pdf: bytes) -> bool:
    """Return whether the end of `pdf` leads to a table of its objects: what is cut short costs no process."""
    ends = END.findall(pdf[-TAIL:])
    table = pdf[int(ends[-1]) :][:32] if ends else b""
    return bool(TABLE.match(table))


def _asked(pdf: bytes) -> Drawn:
    answer = subprocess.run(  # noqa: S603 - our own module, no shell, nothing of the visitor's among its arguments
        [sys.executable, "-B", "-m", __name__],
        input=pdf,
        capture_output=True,
        timeout=SECONDS,
        check=True,
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
    )
    head, _end, rest = answer.stdout.partition(b"\n")
    told = json.loads(head)
    pictures, begin = [], 0
    for length in told["lengths"]:
        pictures.append(rest[begin : begin + length])
        begin += length
    return Drawn(told["count"], [tuple(size) for size in told["sizes"]], pictures)


def _main() -> None:
    """Main of the child process: reads the PDF, writes one line of JSON and then the pictures."""
    for what, most in LIMITS.items():
        with suppress(ValueError, OSError):  # a system that knows no such limit: the others hold
            resource.setrlimit(what, (most, most))
    pdfium = importlib.import_module("pypdfium2")
    document = pdfium.PdfDocument(sys.stdin.buffer.read())
    document.init_forms()  # a seal's visible stamp is drawn as a field of a form
    sizes, pictures = [], []
    for number in range(min(len(document), MOST_PAGES)):
        picture = _drawn(document[number])
        if sum(map(len, pictures)) + len(picture[1]) > MOST_BYTES:
            break
        sizes.append(picture[0])
        pictures.append(picture[1])
    head = {"count": len(document), "sizes": sizes, "lengths": [len(each) for each in pictures]}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(pictures))


def _drawn(page) -> tuple[tuple[int, int], bytes]:
    width, height = page.get_size()
    picture = page.render(scale=min(WIDTH / width, HIGHEST / height)).to_pil().convert("RGB")
    page.close()
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=2)
    return picture.size, out.getvalue()


if __name__ == "__main__":
    _main()
