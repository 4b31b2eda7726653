"""Serving a stored file to a reader whose access the caller has checked."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from portal.documents import detection, files, pages
from portal.documents.models import StoredFile

LINK_SECONDS = 60
PAGE = "page"  # `?page=2` at the address of a PDF is the picture of that page
INLINE = {detection.PDF, detection.JPEG, detection.PNG, detection.WEBP}
# No `sandbox` for PDFs: several browsers refuse to draw one in a sandboxed document. The viewer keeps a PDF's own
# scripts away from the page, and nothing else may load from it. Embed it by <iframe>: our pages allow no <object>.
PDF_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
IMAGE_POLICY = f"{PDF_POLICY}; img-src 'self'; style-src 'unsafe-inline'; sandbox"


def serve(request: HttpRequest, stored: StoredFile, *, inline: bool = False) -> HttpResponse:
    """The file as a download, or shown in the browser (`inline`: PDF and images only, others are downloads).

    The caller has checked the object the file belongs to. Sealed files and what is shown inline pass through
    the portal, verified; another download from S3 is sent to a link that lives 60 seconds.
    Raises `files.AlteredFile` rather than hand out bytes that changed.
    """
    inline = inline and stored.content_type in INLINE
    disposition = content_disposition_header(not inline, stored.name)
    if not inline and not stored.sealed_at and _gives_links(default_storage):
        return _guarded(HttpResponseRedirect(_short_link(stored, disposition)))
    return show(files.read(stored), content_type=stored.content_type, disposition=disposition)


def serve_to_read(request: HttpRequest, stored: StoredFile, *, inline: bool = False) -> HttpResponse:
    """The same as `serve`; with `?page=2`, the picture of that page of a PDF, for whoever may read the PDF."""
    if PAGE not in request.GET:
        return serve(request, stored, inline=inline)
    number = request.GET[PAGE]
    picture = (
        pages.picture_of(stored, int(number)) if number.isascii() and number.isdecimal() and len(number) < 5 else None
    )
    if picture is None:
        raise Http404
    response = show(picture, content_type=detection.WEBP)
    response["Cache-Control"] = "private, no-cache"  # a browser asks each time, so that rights are checked each time
    response["ETag"] = f'"{stored.sha256}-{number}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)


def show(content: bytes, *, content_type: str, disposition: str = "inline") -> HttpResponse:
    """Hand out bytes that the caller has read, or made of a stored file."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = disposition
    response["Content-Security-Policy"] = PDF_POLICY if content_type == detection.PDF else IMAGE_POLICY
    return _guarded(response)


def _guarded(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response


def _gives_links(storage) -> bool:
    # Asked of the object: importing the S3 class would load boto3 for installations without S3.
    return bool(getattr(storage, "querystring_auth", False))


def _short_link(stored: StoredFile, disposition: str) -> str:
    parameters = {"ResponseContentDisposition": disposition, "ResponseContentType": stored.content_type}
    return default_storage.url(stored.key, parameters=parameters, expire=LINK_SECONDS)
