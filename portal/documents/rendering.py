"""PDF documents from templates: the same data gives the same bytes, and nothing is fetched from anywhere."""

import importlib
import logging

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

log = logging.getLogger("comptoir.documents")
INSTALL_PANGO = "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class RenderingUnavailable(Exception):
    """Raised when the server cannot make PDFs; `str(error)` is for people, the log is for the operator."""


def render_pdf(template: str, context: dict, *, archival: bool = True) -> bytes:
    """The PDF of a Django template, in French whatever the reader's language: a document is a fact.

    The template extends `documents/pdf/base.html`. It may use our own static files as `static:path`; any
    other address is refused and left out. An element with `id="seal-box"` becomes the place of the visible
    seal (see `sealing`). `archival` documents are PDF/A-3 with tags for screen readers; without, a bare drawing
    to be placed in another document. Takes some 0.3 s, and 2 s more the first time: for workers, not for requests.

    Raises `RenderingUnavailable` when Pango is missing on the server.
    """
    engine = _engine()
    with translation.override("fr"):
        html = render_to_string(template, context)
    return engine.pdf_of(html, archival=archival)


def _engine():
    # WeasyPrint takes two seconds to import and dies without Pango: neither may touch the portal's start.
    try:
        return importlib.import_module("portal.documents.weasy")
    except OSError as error:
        log.error("WeasyPrint cannot load Pango (%s). Install it: %s", error, INSTALL_PANGO)
        raise RenderingUnavailable(
            _(
                "Le document ne peut pas être préparé : la bibliothèque Pango manque sur le serveur. "
                "L’équipe technique est prévenue ; rien n’est perdu."
            )
        ) from error
