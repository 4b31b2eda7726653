"""Words across what is shown of a document that serves one purpose: a copy that gets away is worth little."""

import io
from functools import lru_cache
from importlib import import_module

from django.contrib.staticfiles import finders

from portal.core.plumbing.lazily import Lazily
from portal.documents import detection, files, pictures
from portal.documents.models import StoredFile

Image, ImageDraw, ImageFont = Lazily("PIL.Image"), Lazily("PIL.ImageDraw"), Lazily("PIL.ImageFont")
FONT = "vendor/source-sans-3-5.3.1/latin-600-normal.woff2"
LONGEST, QUALITY = 2600, 85
INK = (150, 0, 40, 110)
ANGLE = 24


class Unmarkable(Exception):
    """A PDF that cannot be written on: it is not shown."""


def marked(stored: StoredFile, words: str) -> bytes:
    """Return the file with `words` across it. Raises `Unmarkable`, and `files.AlteredFile` for a file that changed."""
    content = files.read(stored)
    return mark_pdf(content, words) if stored.content_type == detection.PDF else _mark_picture(content, words)


def _mark_picture(content: bytes, words: str) -> bytes:
    picture = pictures.within(io.BytesIO(content), LONGEST).convert("RGBA")
    side = max(picture.size)
    font = ImageFont.truetype(io.BytesIO(_font()), max(14, side // 32))
    layer = Image.new("RGBA", (2 * side, 2 * side), (0, 0, 0, 0))
    drawing = ImageDraw.Draw(layer)
    width = int(drawing.textlength(words, font=font)) + side // 10
    for number, top in enumerate(range(0, 2 * side, max(1, side // 5))):
        for left in range(-(number % 2) * width // 2, 2 * side, width):
            drawing.text((left, top), words, font=font, fill=INK)
    turned = layer.rotate(ANGLE, resample=Image.Resampling.BILINEAR)
    corner = ((turned.width - picture.width) // 2, (turned.height - picture.height) // 2)
    cut = turned.crop((*corner, corner[0] + picture.width, corner[1] + picture.height))
    return pictures.as_jpeg(Image.alpha_composite(picture, cut).convert("RGB"), QUALITY)


@lru_cache(maxsize=1)
def _font() -> bytes:
    """The printed documents' own font, unpacked: Pillow's has no accents."""
    fonts = import_module("fontTools.ttLib")
    with fonts.TTFont(finders.find(FONT)) as font:
        font.flavor = None
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


def mark_pdf(content: bytes, words: str) -> bytes:
    """Return a PDF with `words` on every page."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # heavy
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.stamp import TextStamp, TextStampStyle

    plain = words.replace("’", "'").replace("–", "-")  # the font that every reader has knows no others
    style = TextStampStyle(stamp_text=plain, border_width=0, background_opacity=0.4)
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
        for page in range(int(writer.root["/Pages"]["/Count"])):
            for height in (60, 400, 740):
                TextStamp(writer, style).apply(page, x=40, y=height)
        out = io.BytesIO()
        writer.write(out)
    except (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise Unmarkable from error
    return out.getvalue()
