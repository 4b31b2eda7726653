"""Profile photos: whatever a camera makes comes in, a small square without any hidden data goes out."""

import io

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from portal.core.lazily import Lazily

Image, ImageOps, PIL = Lazily("PIL.Image"), Lazily("PIL.ImageOps"), Lazily("PIL")
FORMATS = ("JPEG", "PNG", "WEBP")
SIDE = 512
MAX_PIXELS = 40_000_000  # a 40-megapixel camera; beyond, unpacking would cost hundreds of megabytes


class PhotoError(ValueError):
    """A photo that cannot be taken; its text is a French sentence for the field."""


def prepared(upload) -> ContentFile:
    """The uploaded photo as a JPEG of 512 × 512 pixels, upright, without EXIF (place, camera, date).

    The type is read from the content, never from the name. Raises `PhotoError` with the sentence to show.
    """
    if upload.size > settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // (1024 * 1024)
        raise PhotoError(_("Cette photo dépasse %(limit)s Mo. Choisissez-en une plus légère.") % {"limit": limit})
    image = _opened(upload)
    if image.width * image.height > MAX_PIXELS:
        raise PhotoError(_("Cette photo a trop de pixels. Réduisez-la, puis recommencez."))
    try:
        square = ImageOps.fit(flat(ImageOps.exif_transpose(image)), (SIDE, SIDE), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError) as error:
        raise PhotoError(_("Cette photo est abîmée. Choisissez-en une autre.")) from error
    buffer = io.BytesIO()
    square.save(buffer, "JPEG", quality=86, optimize=True)
    return ContentFile(buffer.getvalue(), name="photo.jpg")


def _opened(upload) -> "Image.Image":
    upload.seek(0)
    try:
        return Image.open(upload, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoError(_("Cette photo a trop de pixels. Réduisez-la, puis recommencez.")) from error
    except (PIL.UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise PhotoError(_("Ce fichier n’est pas une photo JPEG, PNG ou WebP.")) from error


def flat(image: "Image.Image") -> "Image.Image":
    """The image in plain colours, on white where it was transparent."""
    if image.mode not in ("RGBA", "LA", "P", "PA"):
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
