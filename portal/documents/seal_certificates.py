"""Certificates the portal has sealed with, so that old seals are recognised after a change of certificate."""

import hashlib

from portal.documents import seal_key
from portal.documents.models import SealCertificate


def keep() -> None:
    """Record the certificate in use before the sealed file is handed out; raises as `seal_key.certificate` does."""
    certificate = seal_key.certificate()
    sha256 = hashlib.sha256(certificate).hexdigest()
    if not SealCertificate.objects.filter(sha256=sha256).exists():
        row = SealCertificate(sha256=sha256, certificate=certificate)
        SealCertificate.objects.bulk_create([row], ignore_conflicts=True)


def kept() -> list[bytes]:
    """Return every certificate ever used (DER), without its key."""
    return [bytes(certificate) for certificate in SealCertificate.objects.values_list("certificate", flat=True)]
