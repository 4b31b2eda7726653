"""Pictures of news: whatever was sent comes out as a JPEG of a sensible size, without anything hidden in it."""

import io

from django.utils.translation import gettext as _

from portal.accounts.photos import flat
from portal.core.lazily import Lazily

Image, ImageOps = Lazily("PIL.Image"), Lazily("PIL.ImageOps")

LONGEST_SIDE = 1600
QUALITY = 84


class UnreadablePicture(ValueError):
    """A picture that cannot be drawn; its text is a French sentence for the field."""


def prepared(content: bytes) -> bytes:
    """The picture upright, within `LONGEST_SIDE` pixels, on white, without EXIF (place, camera, date).

    `content` has passed `documents.detection`, which limits its pixels. Raises `UnreadablePicture`.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            picture = flat(ImageOps.exif_transpose(image))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadablePicture(_("Cette image est abîmée. Choisissez-en une autre.")) from error
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return buffer.getvalue()
