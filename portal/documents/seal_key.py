"""The key behind the seal: the operator's PKCS#12 file, or one made at the first seal and kept in `var/`."""

import logging
import os
import secrets
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.translation import gettext as _

from portal.core.values import dates
from portal.documents.seals import SealingUnavailable

log = logging.getLogger("comptoir.documents")
YEARS = 10
LONGEST_NAME = 64  # bytes of a common name or an organisation's (RFC 5280)


def archive() -> tuple[bytes, bytes | None]:
    """Return the PKCS#12 archive and its password; raise `OSError` when the operator's file cannot be read."""
    if settings.SEAL_CERTIFICATE:
        password = settings.SEAL_CERTIFICATE_PASSWORD.encode() or None
        return Path(settings.SEAL_CERTIFICATE).read_bytes(), password
    path = Path(settings.VAR_DIR) / "seal.p12"
    if not path.exists():
        _make(path)
    return path.read_bytes(), None


def certificate() -> bytes:
    """Return the portal's certificate (DER) without its key; raise `SealingUnavailable` when it cannot be read."""
    try:
        return pkcs12.load_pkcs12(*archive()).cert.certificate.public_bytes(Encoding.DER)
    except (OSError, ValueError, AttributeError) as error:
        log.error("the seal's certificate cannot be used: %s", error)
        raise SealingUnavailable(
            _("Le cachet attend son certificat, que le serveur ne peut pas lire. L’équipe technique est prévenue.")
        ) from error


def _make(path: Path) -> None:
    """Write a self-signed key to `path`, readable by this user only; the first of several processes wins."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(_self_signed())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _self_signed() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())  # loads in a moment, where an RSA key takes a quarter of each seal
    suffix = " — cachet de démonstration (auto-signé)"
    title = _shortened(settings.PORTAL_NAME, LONGEST_NAME - len(suffix.encode())) + suffix
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, title),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _shortened(settings.SELLER["name"], LONGEST_NAME)),
        ]
    )
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
    ) | {"encipher_only": False, "decipher_only": False, "digital_signature": True, "content_commitment": True}
    now = dates.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"cachet", key, certificate, None, NoEncryption())


def _shortened(text: str, longest: int) -> str:
    return text.encode()[:longest].decode(errors="ignore").strip()
