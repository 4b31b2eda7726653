"""Profile photos: any camera's JPEG, PNG or WebP becomes a small square without hidden data."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from portal.documents import pictures
from portal.documents.detection import heic_sentence, is_heic

SIDE = 512
QUALITY = 86


class PhotoError(ValueError):
    """A photo that cannot be taken; its text is a French sentence for the field."""


def prepared(upload) -> ContentFile:
    """Return the uploaded photo as a JPEG of 512 × 512 pixels, upright, without EXIF (place, camera, date).

    The type is read from the content, never from the name. Raises `PhotoError` with the sentence to show.
    """
    if upload.size > settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // (1024 * 1024)
        raise PhotoError(_("Cette photo dépasse %(limit)s Mo. Choisissez-en une plus légère.") % {"limit": limit})
    try:
        square = pictures.square(upload, SIDE)
    except pictures.TooManyPixels as error:
        raise PhotoError(_("Cette photo a trop de pixels. Réduisez-la, puis recommencez.")) from error
    except pictures.NotAPicture as error:
        raise PhotoError(_refusal(upload)) from error
    except pictures.PictureError as error:
        raise PhotoError(_("Cette photo est abîmée. Choisissez-en une autre.")) from error
    return ContentFile(pictures.as_jpeg(square, QUALITY), name="photo.jpg")


def _refusal(upload) -> str:
    upload.seek(0)
    if is_heic(upload.read(12)):
        return heic_sentence()
    return _("Ce fichier n’est pas une photo JPEG, PNG ou WebP.")
