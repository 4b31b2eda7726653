"""pyHanko behind two functions. Imported by `sealing` only, when the first seal is put or checked."""

import binascii
import hashlib
import io
import logging

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from portal.documents import seal_key
from portal.documents.fields import SEAL_FIELD
from portal.documents.rendering import render_pdf
from portal.documents.seals import SealingUnavailable

TSA_TIMEOUT_SECONDS = 10
STAMP = "documents/pdf/stamp.html"
log = logging.getLogger("comptoir.documents")


class StampPage(PdfContent):
    """The first page of a PDF in memory, as the drawing of the seal."""

    def __init__(self, pdf: bytes):
        self.pdf = pdf
        super().__init__()

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.pdf)))
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        name = b"/Stamp" + binascii.hexlify(hashlib.sha256(self.pdf).digest()[:8])
        self.resources.xobject[name.decode()] = page
        return name + b" Do"


def seal(pdf: bytes, *, reason: str, stamp_lines: list[str]) -> bytes:
    """See `sealing.seal`."""
    signer = _signer()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    box = _reserved_box(writer)
    style = None
    if box:
        context = {
            "width": box[0],
            "height": box[1],
            "lines": stamp_lines,
            "portal_name": settings.PORTAL_NAME,
            "seller": settings.SELLER,
        }
        style = StaticStampStyle(
            background=StampPage(render_pdf(STAMP, context, archival=False)),
            background_layout=SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins.uniform(0)),
            background_opacity=1,
            border_width=0,
        )
    metadata = signers.PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
        name=settings.PORTAL_NAME,
    )
    timestamper = HTTPTimeStamper(settings.TSA_URL, timeout=TSA_TIMEOUT_SECONDS) if settings.TSA_URL else None
    try:
        return (
            signers.PdfSigner(metadata, signer, timestamper=timestamper, stamp_style=style).sign_pdf(writer).getvalue()
        )
    except (TimestampRequestError, OSError) as error:
        log.error("the time stamp authority %s did not answer: %s", settings.TSA_URL, error)
        raise SealingUnavailable(
            _("Le service d’horodatage ne répond pas. Le cachet sera posé automatiquement plus tard.")
        ) from error


def _signer() -> signers.SimpleSigner:
    try:
        content, password = seal_key.archive()
        return signers.SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=password)
    except (OSError, ValueError) as error:
        log.error("the seal's certificate cannot be used: %s", error)
        raise SealingUnavailable(
            _("Le cachet attend son certificat, que le serveur ne peut pas lire. L’équipe technique est prévenue.")
        ) from error


def _reserved_box(writer: IncrementalPdfFileWriter) -> tuple[float, float] | None:
    """Width and height in points of the empty signature field the template left, if it left one."""
    for _name, _value, field in enumerate_sig_fields(writer, filled_status=False, with_name=SEAL_FIELD):
        left, bottom, right, top = (float(edge) for edge in field.get_object()["/Rect"])
        return (right - left, top - bottom) if right > left and top > bottom else None
    return None
