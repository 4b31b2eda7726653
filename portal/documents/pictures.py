"""The only place that opens images people sent: limits before decoding, one image at a time per process.

A small file can hold a huge picture. Its size is read from the header first, what decoding would cost is estimated for
its format, and one lock per process keeps several uploads from adding up: an upload costs 150 MB at most.
"""

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import BinaryIO

from portal.core.plumbing.lazily import Lazily

Image, ImageOps = Lazily("PIL.Image"), Lazily("PIL.ImageOps")

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 50_000_000  # of a file that is only kept
MAX_DECODED_PIXELS = 40_000_000  # a 40-megapixel camera
MAX_HEIC_PIXELS = 25_000_000  # its decoder holds the picture three times
MAX_SIDE = 20_000
MAX_DECODED_BYTES = 96 * 1024 * 1024
SEVERAL = "MPO"  # a JPEG with a second image inside, as many cameras and phones make them
DAMAGES = (OSError, SyntaxError, ValueError, KeyError, EOFError)
STRIP_PIXELS = 2_000_000
WEBP_BYTES_PER_PIXEL = 16  # two canvases of the decoder, its answer, and the image
PROGRESSIVE_BYTES_PER_PIXEL = 6  # all coefficients are kept until the last scan, whatever the scale

ORIENTATION = 0x0112  # the EXIF tag, and what turns each of its values upright
UPRIGHT = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}

_one_at_a_time = threading.Lock()


class PictureError(ValueError):
    """An image that cannot be used; the caller says it in words at its field."""


class NotAPicture(PictureError):
    """Not an image of `FORMATS`."""


class DamagedPicture(PictureError):
    """An image whose bytes are incomplete or wrong."""


class TooManyPixels(PictureError):
    """Decoding this image would cost too much memory."""


def format_of(content: bytes) -> str:
    """Return the format of an image (one of `FORMATS`) without decoding it. Raises `PictureError`."""
    with _opened(io.BytesIO(content)) as image:
        if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
            raise TooManyPixels
        found = "JPEG" if image.format == SEVERAL else image.format
        image.verify()
    return found


def square(source: BinaryIO, side: int) -> "Image.Image":
    """Return the middle of an image as `side` × `side` pixels: upright, RGB on white. Raises `PictureError`."""
    with _opened(source) as image:
        reduced = _reduced(image, min(image.size) / side)
        return ImageOps.fit(reduced, (side, side), Image.Resampling.LANCZOS)


def within(source: BinaryIO, longest: int) -> "Image.Image":
    """Return an image whose sides are `longest` pixels at most: upright, RGB on white. Raises `PictureError`."""
    with _opened(source) as image:
        reduced = _reduced(image, max(image.size) / longest)
        reduced.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        return reduced


def heic_within(content: bytes, longest: int) -> "Image.Image":
    """Return a HEIC photo as `within` does: upright, as its decoder turns it. Raises `PictureError`."""
    heif = import_module("pillow_heif")  # heavy, and phones alone make them
    with _one_at_a_time:
        try:
            photo = heif.open_heif(io.BytesIO(content))
            if photo.size[0] * photo.size[1] > MAX_HEIC_PIXELS or max(photo.size) > MAX_SIDE:
                raise TooManyPixels
            image = photo.to_pillow()
            del photo  # its own copy of the pixels
            if image.mode != "RGB":
                image = _flat(image)
        except PictureError:
            raise
        except (*DAMAGES, RuntimeError, MemoryError) as error:
            raise DamagedPicture from error
        image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        return image


def as_jpeg(image: "Image.Image", quality: int) -> bytes:
    """Return the bytes of `image` as a JPEG without metadata (place, camera, date)."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


@contextmanager
def _opened(source: BinaryIO) -> Iterator["Image.Image"]:
    source.seek(0)
    with _one_at_a_time, warnings.catch_warnings():
        # Pillow warns of large images; the limits here are ours.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        if _webp_pixels(source) > MAX_PIXELS:
            raise TooManyPixels
        try:
            image = Image.open(source, formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise TooManyPixels from error
        except DAMAGES as error:
            raise NotAPicture from error
        with image:
            try:
                yield image
            except PictureError:
                raise
            except DAMAGES as error:
                raise DamagedPicture from error


def _webp_pixels(source: BinaryIO) -> int:
    """Return the pixels a WebP header announces, 0 for other formats: its decoder takes its memory when it opens."""
    head = source.read(30)
    source.seek(0)
    if len(head) < 30 or (head[:4], head[8:12]) != (b"RIFF", b"WEBP"):
        return 0
    if head[12:16] == b"VP8X":
        width, height = (int.from_bytes(head[place : place + 3], "little") + 1 for place in (24, 27))
    elif head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (int.from_bytes(head[place : place + 2], "little") & 0x3FFF for place in (26, 28))
    return width * height


def _reduced(image: "Image.Image", ratio: float) -> "Image.Image":
    """Decode `image` at most `ratio` times smaller, upright and on white. Raises `TooManyPixels` before decoding."""
    if image.width * image.height > MAX_DECODED_PIXELS:
        raise TooManyPixels
    progressive = bool(image.info.get("progressive"))
    cost = image.width * image.height * PROGRESSIVE_BYTES_PER_PIXEL if progressive else 0
    if image.format in ("JPEG", SEVERAL):
        # The decoder itself reads a JPEG at a half, a quarter or an eighth of its size.
        wide = image.width
        image.draft("RGB", tuple(max(1, int(side / ratio)) for side in image.size))
        ratio *= image.width / wide
    cost += image.width * image.height * _bytes_per_pixel(image)
    if cost > MAX_DECODED_BYTES:
        raise TooManyPixels
    image.load()
    orientation = image.getexif().get(ORIENTATION, 1)  # reading it decodes a PNG
    plain = _in_strips(image, max(1, int(ratio)))
    method = UPRIGHT.get(orientation)
    return plain.transpose(getattr(Image.Transpose, method)) if method else plain


def _bytes_per_pixel(image: "Image.Image") -> int:
    if image.format == "WEBP":
        return WEBP_BYTES_PER_PIXEL
    return 1 if image.mode in ("1", "L", "P") else 4


def _in_strips(image: "Image.Image", factor: int) -> "Image.Image":
    """Return `image` on white and `factor` times smaller, converted strip by strip: a whole copy would double it."""
    width, height = image.size
    rows = max(1, STRIP_PIXELS // (width * factor)) * factor
    reduced = Image.new("RGB", (-(-width // factor), -(-height // factor)))
    for top in range(0, height, rows):
        strip = _flat(image.crop((0, top, width, min(height, top + rows))))
        reduced.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    return reduced


def _flat(image: "Image.Image") -> "Image.Image":
    """Return the image in RGB, on white where it was transparent."""
    if image.mode.startswith("I"):  # sixteen bits of grey: a conversion cuts them off at 255 instead of scaling
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if image.mode not in ("RGBA", "LA", "P", "PA"):
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
