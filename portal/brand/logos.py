"""A logo as it is kept: small, without metadata, on white."""

import io

from django.utils.translation import gettext_lazy as _

from portal.documents import pictures
from portal.documents.detection import RefusedFile

LONGEST = 480  # pixels: three times what pages show
SHORTEST = 128  # of its longest side, as it was sent
QUALITY = 90


def drawn(content: bytes) -> bytes:
    """Return the logo as PNG, or as JPEG where that is lighter. Raises `PictureError`, `RefusedFile` if it is small."""
    image = pictures.within(io.BytesIO(content), LONGEST)
    if max(image.size) < SHORTEST:
        raise RefusedFile(_("Ce logo est trop petit : 128 pixels au moins."))
    png = io.BytesIO()
    image.save(png, "PNG", optimize=True)
    return min(png.getvalue(), pictures.as_jpeg(image, QUALITY), key=len)


def content_type(content: bytes) -> str:
    return "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
