"""Real PDFs, whose pages can be drawn."""

import io

import pypdfium2

A4 = (595, 842)


def pdf_of(pages: int = 3, size: tuple[int, int] = A4) -> bytes:
    """Return a PDF of blank pages, unlike one of other pages or another size."""
    document = pypdfium2.PdfDocument.new()
    for _page in range(pages):
        document.new_page(*size)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()
