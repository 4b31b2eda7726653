"""Reading of seals, without the key that makes them: pyHanko's other half. Imported late, by `sealing`."""

import hashlib
import io
import logging
import re

from asn1crypto import parser, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from portal.documents.fields import SEAL_FIELD
from portal.documents.seals import SealReport

log = logging.getLogger("comptoir.documents")


def verify(pdf: bytes, certificates: list[bytes]) -> SealReport:
    """See `sealing.verify_seal`; `certificates` are the portal's own (DER)."""
    ours = [x509.Certificate.load(certificate) for certificate in certificates]
    try:
        return _report(pdf, ours)
    except Exception as error:  # noqa: BLE001 - the bytes may come from anyone, and break any part of the reader
        log.info("a PDF could not be verified: %s", error)
        return SealReport(found=False)


def _report(pdf: bytes, ours: list) -> SealReport:
    reader = PdfFileReader(io.BytesIO(pdf))
    found = next((each for each in reader.embedded_signatures if each.field_name == SEAL_FIELD), None)
    if found is None:
        return SealReport(found=False)
    status = validate_pdf_signature(found, ValidationContext(trust_roots=ours, allow_fetching=False))
    stamp = status.timestamp_validity
    return SealReport(
        found=True,
        intact=status.intact and status.valid and _padding_is_empty(found.pkcs7_content),
        whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        trusted=status.trusted,
        named=found.signer_cert.dump() in [each.dump() for each in ours],
        signer=found.signer_cert.subject.native.get("common_name", ""),
        # Of the two moments only this one is under our own signature: a time stamp could be exchanged for another.
        sealed_at=status.signer_reported_dt,
        timestamped=stamp is not None and stamp.valid and stamp.intact,
        frozen_sha256=_frozen_digest(pdf, found),
    )


def _padding_is_empty(container: bytes) -> bool:
    """Return whether the room after the signature, the only place the seal cannot cover, is empty."""
    return not any(container[parser.peek(container) :])


def _frozen_digest(pdf: bytes, signature) -> str:
    """Return the SHA-256 of the file before the seal's revision was appended."""
    if signature.signed_revision < 1:
        return ""
    start = signature.reader.xrefs.get_startxref_for_revision(signature.signed_revision - 1)
    end = re.search(rb"startxref\s+%d\s+%%%%EOF\r?\n?" % start, pdf)
    return hashlib.sha256(pdf[: end.end()]).hexdigest() if end else ""
