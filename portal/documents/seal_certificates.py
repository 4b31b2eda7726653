"""The certificates the portal has sealed with: a seal stays its own after another certificate took the place of its."""

import hashlib

from portal.documents import seal_key
from portal.documents.models import SealCertificate


def keep() -> None:
    """Note the certificate in use, before what it sealed is handed out; raises as `seal_key.certificate` does."""
    certificate = seal_key.certificate()
    sha256 = hashlib.sha256(certificate).hexdigest()
    if not SealCertificate.objects.filter(sha256=sha256).exists():
        row = SealCertificate(sha256=sha256, certificate=certificate)
        SealCertificate.objects.bulk_create([row], ignore_conflicts=True)


def kept() -> list[bytes]:
    """All that were ever used (DER), without their keys."""
    return [bytes(certificate) for certificate in SealCertificate.objects.values_list("certificate", flat=True)]
