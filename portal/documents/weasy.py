"""WeasyPrint behind one function. Imported by `rendering` only, when the first document is made."""

import logging
import mimetypes
import threading
import warnings
from functools import lru_cache
from pathlib import Path

import pydyf
from django.contrib.staticfiles import finders
from PIL import ImageFile
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from portal.documents.fields import SEAL_BOX_ID, SEAL_FIELD

OWN = "static:"
DRAWN = ("data:image/png;base64,", "data:image/jpeg;base64,")  # pictures that the portal itself drew
READABLE = {".css", ".woff2", ".svg", ".png", ".jpg"}
SHEET = f"{OWN}pdf/document.css"
POINTS_PER_PIXEL = 0.75
log = logging.getLogger("comptoir.documents")

# WeasyPrint has Pillow take a damaged picture for a whole one, in all of the process: those that people send would be
# taken as well. What is printed here are pictures of our own.
ImageFile.LOAD_TRUNCATED_IMAGES = False

# One font map for all documents of the process, as unpacking fonts costs more than laying out a contract;
# Pango's font maps are not safe between threads.
_one_at_a_time = threading.Lock()


class OwnFilesOnly(URLFetcher):
    """Resolve `static:` URLs to the portal's static files and pictures in the page; refuse every other URL.

    No request leaves, no file of the server is read: what people typed ends up in these pages.
    """

    def fetch(self, url: str, headers=None) -> URLFetcherResponse:
        """Return the static file at `url`; raise `PermissionError`, which WeasyPrint logs and ignores."""
        if url.startswith(DRAWN):
            return super().fetch(url, headers)
        path = url.removeprefix(OWN)
        found = finders.find(path) if url.startswith(OWN) and Path(path).suffix in READABLE else None
        if found is None:
            log.warning("a document asked for %.200s and was refused", url)
            raise PermissionError(f"Documents may not read {url}")
        return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": mimetypes.guess_type(path)[0] or ""})


@lru_cache(maxsize=1)
def _fonts_and_sheet() -> tuple[FontConfiguration, CSS]:
    fonts = FontConfiguration()
    return fonts, CSS(url=SHEET, font_config=fonts, url_fetcher=OwnFilesOnly())


def pdf_of(html: str, *, archival: bool) -> bytes:
    """Return the PDF of `html`, with an id made of its content so it is reproducible; see `rendering.render_pdf`."""
    # The printed fonts have no narrow no-break space; half a space in its stead glues thousands together.
    html = html.replace("\u202f", "\u00a0")
    with _one_at_a_time, warnings.catch_warnings():
        fonts, sheet = _fonts_and_sheet()
        document = HTML(string=html, url_fetcher=OwnFilesOnly()).render(font_config=fonts, stylesheets=[sheet])
        document.metadata.title = " ".join((document.metadata.title or "").split())
        # WeasyPrint leaves its colour profile open for the collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        return document.write_pdf(
            pdf_variant="pdf/a-3u" if archival else None,
            pdf_tags=archival,
            pdf_identifier=True,
            finisher=_place_of_the_seal,
        )


def _place_of_the_seal(document, pdf) -> None:
    """Turn the element `#seal-box` into an empty signature field: the seal then fills exactly that box."""
    for index, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            if box.element is not None and box.element.get("id") == SEAL_BOX_ID and hasattr(box, "border_width"):
                _add_field(pdf, index, page, box)
                return


def _add_field(pdf, index: int, page, box) -> None:
    left, top = box.border_box_x(), box.border_box_y()
    right, bottom = left + box.border_width(), top + box.border_height()
    edges = (left, page.height - bottom, right, page.height - top)
    rectangle = [round(edge * POINTS_PER_PIXEL, 2) for edge in edges]
    pdf_page = pdf.objects[pdf.pages["Kids"][index * 3]]
    appearance = pydyf.Stream(
        extra={
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]]),
        }
    )
    pdf.add_object(appearance)
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(SEAL_FIELD),
            "TU": pydyf.String("Cachet électronique"),
            "F": 132,  # printed, locked
            "Rect": pydyf.Array(rectangle),
            "P": pdf_page.reference,
            "AP": pydyf.Dictionary({"N": appearance.reference}),
        }
    )
    pdf.add_object(field)
    pdf_page.setdefault("Annots", pydyf.Array()).append(field.reference)
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([field.reference]), "SigFlags": 0})
