"""The portal's own PDF viewer: pages as pictures, and always the PDF itself."""

from django import template

from portal.documents.models import StoredFile
from portal.documents.pages import outline_of

register = template.Library()


@register.inclusion_tag("documents/pages.html")
def pdf_pages(stored: StoredFile, url: str, download_url: str = ""):
    """Pages of `stored`, whose `url` answers `serve_to_read`; the link alone where they cannot be drawn."""
    outline = outline_of(stored)
    return {
        "pages": [(number, *size) for number, size in enumerate(outline.sizes, start=1)],
        "count": outline.count,
        "left": outline.count - len(outline.sizes),
        "url": url,
        "download_url": download_url or f"{url}?telecharger=1",
    }
