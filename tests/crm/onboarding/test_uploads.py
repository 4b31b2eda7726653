"""What phones and scanners send: kept upright and without where it was taken, or refused in words."""

import io
import struct
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from crm.onboarding.models import Page, Piece
from crm.onboarding.uploads import scan_of
from portal.documents import detection, files
from portal.documents.detection import RefusedFile
from tests.documents.test_detection import PDF_BYTES
from tests.factories.onboarding import at_home, invited, photo

ORIENTATION = 0x0112
TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
heic = pytest.importorskip("pillow_heif")


def quarters() -> Image.Image:
    """Four colours, so that which way it is turned shows."""
    picture = Image.new("RGB", (80, 60))
    for number, colour in enumerate(("red", "lime", "blue", "white")):
        picture.paste(colour, (number % 2 * 40, number // 2 * 30, number % 2 * 40 + 40, number // 2 * 30 + 30))
    return picture


def jpeg(picture: Image.Image, **options) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=95, subsampling=0, **options)
    return buffer.getvalue()


def heif(size, colour="red") -> bytes:
    buffer = io.BytesIO()
    heic.from_pillow(Image.new("RGB", size, colour)).save(buffer, quality=50)
    return buffer.getvalue()


def told(content: bytes, name: str = "piece.jpg") -> str:
    start = time.process_time()
    with pytest.raises(RefusedFile) as refusal:
        scan_of(content, name)
    assert time.process_time() - start < 1
    return str(refusal.value)


@pytest.mark.parametrize("orientation", TURNS)
def test_each_orientation_is_kept_upright_and_without_metadata(orientation):
    upright = quarters()
    turned = upright.transpose(TURNS[orientation]) if TURNS[orientation] is not None else upright
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Maker"
    kept = Image.open(io.BytesIO(scan_of(jpeg(turned, exif=exif), "photo.jpg").content))
    assert kept.size == upright.size
    assert not dict(kept.getexif())
    for place in ((20, 15), (60, 15), (20, 45), (60, 45)):
        difference = [abs(a - b) for a, b in zip(kept.getpixel(place), upright.getpixel(place), strict=True)]
        assert max(difference) < 30, f"{orientation}: {place}"


def test_a_heic_photo_becomes_a_jpeg():
    scan = scan_of(heif((640, 480)), "IMG_0001.HEIC")
    assert scan.name.endswith(".jpg")
    assert scan.content_type == detection.JPEG
    assert Image.open(io.BytesIO(scan.content)).size == (640, 480)


def test_a_heic_of_two_hundred_megapixels_is_refused():
    small = heif((64, 64))
    at = small.index(b"ispe") + 8
    assert struct.unpack(">II", small[at : at + 8]) == (64, 64)
    assert "trop grande" in told(small[:at] + struct.pack(">II", 16400, 12300) + small[at + 8 :], "grand.heic")


def test_a_large_photo_is_made_smaller():
    scan = scan_of(jpeg(Image.new("RGB", (4000, 3000), "white")), "photo.jpg")
    assert max(Image.open(io.BytesIO(scan.content)).size) == 2600


def test_what_is_no_photo_and_no_pdf_is_refused_in_words():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b"0" * 50_000_000)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for content in (svg, archive.getvalue(), b"MZ\x90\x00", b"<html>", b"\x00" * 100):
        assert "photo (JPEG, PNG, WebP, HEIC) ou un PDF" in told(content)
    assert "vide" in told(b"")


def test_a_file_that_is_two_things_is_refused():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as jar:
        jar.writestr("Main.class", b"x")
    picture = jpeg(quarters())
    comment = b"\xff\xfe" + struct.pack(">H", 2 + len(PDF_BYTES)) + PDF_BYTES
    for content in (
        picture + archive.getvalue(),
        picture[:2] + comment + picture[2:],
        PDF_BYTES + archive.getvalue(),
        b"GIF89a" + PDF_BYTES,
    ):
        assert "en contient un autre" in told(content)


def test_broken_files_are_refused_in_words():
    assert "incomplet" in told(b"%PDF-1.7\n%%EOF\n", "p.pdf")
    assert "abîmée" in told(jpeg(quarters())[:200])
    assert "abîmée" in told(heif((64, 64))[:300], "p.heic")


def test_a_name_leads_nowhere():
    assert scan_of(jpeg(quarters()), "../../x").name == "x.jpg"
    assert scan_of(PDF_BYTES, "..\\..\\\u202egpj.pdf").name == "gpj.pdf"


@pytest.mark.django_db
def test_each_refusal_names_its_file_and_keeps_nothing():
    onboarding = invited()
    visitor, url = at_home(onboarding)
    piece = Piece.objects.filter(onboarding=onboarding).first()
    bad = SimpleUploadedFile("court.pdf", b"%PDF-1.4\n%%EOF\n")
    answer = visitor.post(f"{url}?etape=piece-{piece.pk}", {"files": [photo("red", name="bon.jpg"), bad]})
    assert answer.status_code == 422
    assert "court.pdf : Ce PDF est incomplet" in answer.content.decode()
    assert not Page.objects.exists()
    assert "au moins une photo" in visitor.post(f"{url}?etape=piece-{piece.pk}").content.decode()


@pytest.mark.django_db
def test_a_pdf_that_cannot_be_marked_is_no_identity_document():
    onboarding = invited()
    visitor, url = at_home(onboarding)
    identity, home = Piece.objects.filter(onboarding=onboarding).order_by("pk")
    broken = b"%PDF-1.4\nnothing of a PDF\nstartxref\n99999\n%%EOF\n"
    for piece, expected in ((identity, 422), (home, 302)):
        sent = SimpleUploadedFile("scan.pdf", broken)
        assert visitor.post(f"{url}?etape=piece-{piece.pk}", {"files": sent}).status_code == expected


@pytest.mark.django_db
def test_what_is_kept_is_what_was_converted():
    onboarding = invited()
    visitor, url = at_home(onboarding)
    piece = Piece.objects.filter(onboarding=onboarding).first()
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    visitor.post(f"{url}?etape=piece-{piece.pk}", {"files": photo("red", size=(80, 40), exif=exif)})
    kept = Image.open(io.BytesIO(files.read(Page.objects.select_related("stored").get().stored)))
    assert kept.size == (40, 80)
