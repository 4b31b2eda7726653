"""Pictures of news: re-encoded as a JPEG of a sensible size, without metadata."""

import io

from django.utils.translation import gettext as _

from portal.documents import pictures

LONGEST_SIDE = 1600
QUALITY = 84


class UnreadablePicture(ValueError):
    """A picture that cannot be drawn; its text is a French sentence for the field."""


def prepared(content: bytes) -> bytes:
    """Return the picture upright, within `LONGEST_SIDE` pixels, on white, without EXIF (place, camera, date).

    Raises `UnreadablePicture` with the sentence to show.
    """
    try:
        picture = pictures.within(io.BytesIO(content), LONGEST_SIDE)
    except pictures.TooManyPixels as error:
        raise UnreadablePicture(_("Cette image est trop grande : réduisez-la puis renvoyez-la.")) from error
    except pictures.PictureError as error:
        raise UnreadablePicture(_("Cette image est abîmée. Choisissez-en une autre.")) from error
    return pictures.as_jpeg(picture, QUALITY)
