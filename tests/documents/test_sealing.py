"""The seal: added after the document's own bytes, ours, and broken by any change."""

import hashlib
import http.server
import io
import re
import shutil
import stat
import subprocess
import threading
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
import time_machine
from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509 import CertificateBuilder, Name, random_serial_number

from portal.core.values import dates
from portal.documents import rendering, seal_certificates, seal_key, sealing
from tests.documents import samples
from tests.documents.test_detection import PDF_BYTES
from tests.documents.test_rendering import CONTRACT

LINES = ["Signé par Mme Hélène Lefèvre-Œuvrard", "le 22 novembre 2026 à 14:10 par code SMS"]
REASON = "Signature du contrat CT-2026-000123"


@pytest.fixture(scope="module")
def frozen() -> bytes:
    return rendering.render_pdf(CONTRACT, samples.monthly())


@pytest.fixture(scope="module")
def sealed(frozen) -> bytes:
    return sealing.seal(frozen, reason=REASON, stamp_lines=LINES)


def test_a_sealed_document_is_recognised_as_ours(frozen, sealed):
    report = sealing.verify_seal(sealed)
    assert report.valid
    assert report.signer == "Comptoir — cachet de démonstration (auto-signé)"
    assert report.frozen_sha256 == hashlib.sha256(frozen).hexdigest()
    assert report.sealed_at is not None
    assert not report.timestamped


def test_a_process_of_its_own_reads_the_same(frozen, sealed):
    for pdf in (sealed, frozen, sealed + b"\n", sealed.replace(b"/Type", b"/Tipe", 1), PDF_BYTES):
        assert sealing.verify_seal_apart(pdf) == sealing.verify_seal(pdf)


def test_a_seal_that_does_not_hold_still_names_us(sealed, settings, tmp_path):
    changed = sealing.verify_seal(sealed.replace(b"/Type", b"/Tipe", 1))
    assert (changed.named, changed.valid) == (True, False)
    former = seal_key.certificate()
    settings.VAR_DIR = tmp_path
    assert not sealing.verify_seal(sealed).named
    known = sealing.verify_seal_apart(sealed, former=[former])
    assert (known.named, known.valid) == (True, True)


def test_a_seal_whose_certificate_has_ended_is_not_broken(sealed):
    with time_machine.travel(dates.now() + timedelta(days=365 * 12), tick=False):
        assert sealing.verify_seal(sealed).valid


@pytest.mark.django_db
def test_each_certificate_is_kept_once_without_its_key(settings, tmp_path):
    seal_certificates.keep()
    seal_certificates.keep()
    first = seal_key.certificate()
    assert seal_certificates.kept() == [first]
    settings.VAR_DIR = tmp_path
    seal_certificates.keep()
    assert sorted(seal_certificates.kept()) == sorted([first, seal_key.certificate()])


def test_the_frozen_document_is_the_beginning_of_the_sealed_one(frozen, sealed):
    assert sealed.startswith(frozen)
    assert len(sealed) > len(frozen)


def test_the_stamp_is_drawn_in_the_box_kept_for_it(sealed):
    reader = pypdf.PdfReader(io.BytesIO(sealed))
    (field,) = reader.root_object["/AcroForm"]["/Fields"]
    field = field.get_object()
    left, bottom, right, top = (float(edge) for edge in field["/Rect"])
    assert right - left > 300
    assert top - bottom > 100
    assert field["/P"].get_object() == reader.pages[2].get_object(), "the signature page"
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(600, 800)
    drawing = field["/AP"]["/N"].get_object()
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(drawing.clone(writer))
    page[pypdf.generic.NameObject("/Resources")] = drawing["/Resources"].clone(writer)
    text = " ".join(page.extract_text().split())
    for line in ["Signé électroniquement", *LINES, "Cachet électronique de Comptoir"]:
        assert line in text


def test_a_document_without_a_box_is_sealed_all_the_same():
    letter = rendering.render_pdf("documents/pdf/base.html", samples.monthly())
    assert sealing.verify_seal(sealing.seal(letter, reason=REASON, stamp_lines=LINES)).valid


def envelope_of(pdf: bytes) -> tuple[int, int]:
    """Where the seal's own envelope begins and ends: hexadecimal, with zeros after it."""
    found = max(re.finditer(rb"/Contents\s*<([0-9a-fA-F]+)>", pdf), key=lambda match: len(match[1]))
    return found.span(1)


def test_any_changed_byte_is_detected(sealed):
    start, end = envelope_of(sealed)
    places = [*range(5, start, 2999), *range(end + 1, len(sealed), 199), start - 1, end, end - 1, len(sealed) - 1]
    for position in places:
        changed = bytearray(sealed)
        changed[position] ^= 1
        assert not sealing.verify_seal(bytes(changed)).valid, position


@pytest.mark.parametrize("change", [lambda b: b + b"\n%%EOF\n", lambda b: b[:-40], lambda b: b"%" + b])
def test_bytes_added_or_cut_are_detected(sealed, change):
    assert not sealing.verify_seal(change(sealed)).valid


def test_a_later_change_of_the_document_is_detected(sealed):
    writer = pypdf.PdfWriter(io.BytesIO(sealed), incremental=True)
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(sealed)
    report = sealing.verify_seal(out.getvalue())
    assert report.found
    assert not report.whole
    assert not report.valid


@pytest.mark.parametrize("content", [b"", b"bonjour", PDF_BYTES, b"%PDF-1.7\n" + b"\xff" * 500])
def test_file_without_seal_is_reported_without_error(content):
    assert not sealing.verify_seal(content).found


def test_a_document_frozen_but_not_sealed_bears_no_seal(frozen):
    assert not sealing.verify_seal(frozen).found


def test_the_seal_of_somebody_else_is_intact_and_not_ours(frozen, sealed, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    report = sealing.verify_seal(sealed)
    assert report.intact
    assert not report.trusted
    assert not report.valid


def test_the_key_is_made_once_and_readable_by_us_alone(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    made = []
    threads = [threading.Thread(target=lambda: made.append(seal_key.archive())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["seal.p12"]
    assert stat.S_IMODE((tmp_path / "seal.p12").stat().st_mode) == 0o600


def test_a_long_name_of_the_portal_still_makes_a_key(settings, tmp_path):
    settings.VAR_DIR, settings.PORTAL_NAME = tmp_path, "Portail de vente des partenaires de la région " * 2
    _key, certificate, _others = pkcs12.load_key_and_certificates(seal_key.archive()[0], None)
    assert "(auto-signé)" in certificate.subject.rfc4514_string()


def test_an_operator_s_certificate_that_cannot_be_read_is_told(frozen, settings, tmp_path, caplog):
    settings.SEAL_CERTIFICATE = str(tmp_path / "absent.p12")
    with pytest.raises(sealing.SealingUnavailable, match="certificat"):
        sealing.seal(frozen, reason=REASON, stamp_lines=LINES)
    assert "absent.p12" in caplog.text


def test_an_operator_s_own_certificate_seals(frozen, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    content, _none = seal_key.archive()
    settings.SEAL_CERTIFICATE = str(tmp_path / "seal.p12")
    settings.VAR_DIR = tmp_path / "nowhere"
    assert sealing.verify_seal(sealing.seal(frozen, reason=REASON, stamp_lines=LINES)).valid
    assert Path(settings.SEAL_CERTIFICATE).read_bytes() == content


def _authority_key():
    """A key of its own for the authority: the stand-in only knows RSA."""
    key, name, now = rsa.generate_private_key(65537, 2048), Name([]), dates.now()
    builder = CertificateBuilder(name, name, key.public_key(), random_serial_number())
    builder = builder.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))
    return key, builder.sign(key, SHA256())


@pytest.fixture
def authority(settings, tmp_path):
    """A time stamp authority (RFC 3161) on this machine."""
    from pyhanko.sign.timestamps import DummyTimeStamper

    key, certificate = _authority_key()
    stamper = DummyTimeStamper(
        x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
    )

    class Authority(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        log_message = lambda *_: None  # noqa: E731

    server = http.server.HTTPServer(("127.0.0.1", 0), Authority)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.TSA_URL = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


def test_with_an_authority_the_seal_carries_its_time_stamp(frozen, authority):
    report = sealing.verify_seal(sealing.seal(frozen, reason=REASON, stamp_lines=LINES))
    assert report.valid
    assert report.timestamped


def test_an_authority_that_is_away_makes_the_seal_wait(frozen, settings):
    settings.TSA_URL = "http://127.0.0.1:9"
    with pytest.raises(sealing.SealingUnavailable, match="horodatage"):
        sealing.seal(frozen, reason=REASON, stamp_lines=LINES)


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="needs pdfsig: install poppler-utils")
def test_another_reader_finds_the_seal_valid(sealed, tmp_path):
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)
    answer = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in answer
    assert "Total document signed" in answer


@pytest.mark.skipif(not shutil.which("qpdf"), reason="needs qpdf")
def test_the_sealed_file_is_well_formed(sealed, tmp_path):
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)
    subprocess.run(["qpdf", "--check", path], capture_output=True, check=True)
