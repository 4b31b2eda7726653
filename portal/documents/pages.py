"""Pages of a stored PDF as pictures.

Whoever may read the PDF may see them: the caller checks. They are a convenience: where they cannot be had, the PDF is.
"""

from portal.core.plumbing.unavailable import Unavailable
from portal.documents import detection, files, kept_pages, pages_apart
from portal.documents.kept_pages import Outline
from portal.documents.models import StoredFile


def outline_of(stored: StoredFile) -> Outline:
    """Return the outline of `stored`, drawing its pages first if need be. Never raises: it is empty instead."""
    if stored.content_type != detection.PDF:
        return Outline()
    try:
        return kept_pages.outline(stored.sha256) or _draw(stored)
    except (Unavailable, files.AlteredFile, pages_apart.Busy, OSError):
        return Outline()


def picture_of(stored: StoredFile, number: int) -> bytes | None:
    """Return page `number` (from 1) as WebP; None when there is no such picture."""
    if not 1 <= number <= len(outline_of(stored).sizes):
        return None
    return kept_pages.picture(stored.sha256, number)


def _draw(stored: StoredFile) -> Outline:
    drawn = pages_apart.draw(files.read(stored))
    outline = Outline(drawn.count, tuple(drawn.sizes)) if drawn else Outline()
    kept_pages.keep(stored.sha256, outline, drawn.pictures if drawn else [])
    return outline
