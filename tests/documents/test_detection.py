"""What a file is, is told by its bytes."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from portal.documents import detection
from portal.documents.detection import RefusedFile, detect

PDF_BYTES = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"


def image(kind: str, size=(8, 8)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims these dimensions."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def office(part: str, extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<document/>")
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (PDF_BYTES, "contrat.pdf", detection.PDF),
        (image("JPEG"), "photo.jpeg", detection.JPEG),
        (image("PNG"), "logo.png", detection.PNG),
        (image("WEBP"), "photo.webp", detection.WEBP),
        (office("word/document.xml"), "lettre.docx", detection.DOCX),
        (office("xl/workbook.xml"), "liste.xlsx", detection.XLSX),
        ("nom;prénom\nLefèvre;Hélène\n".encode(), "clients.csv", detection.CSV),
        ("\ufeffnom;prénom\n".encode(), "clients.CSV", detection.CSV),
        ("nom;prénom\n".encode("cp1252"), "clients.csv", detection.CSV),
    ],
)
def test_the_seven_kinds_of_files_are_accepted(content, name, content_type):
    found = detect(content, name)
    assert found.content_type == content_type
    assert found.name == name.lower()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00" + b"\0" * 200, "facture.pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "logo.svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.png"),
        (b"<!doctype html><script>alert(1)</script>", "page.pdf"),
        (b"<html>a;b</html>", "page.csv"),
        (b"a;b\0c\n", "binaire.csv"),
        (b"un seul mot", "mot.csv"),
        (b"a;b;c\n1;2;3\n", "liste.txt"),
        (b"GIF89a" + b"\0" * 50, "anime.png"),
        (office("META-INF/MANIFEST.MF"), "programme.docx"),
    ],
)
def test_everything_else_is_refused_in_words(content, name):
    with pytest.raises(RefusedFile, match="n’est pas accepté"):
        detect(content, name)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "vide.pdf", "vide"),
        (b"%PDF-1.7\nla fin manque", "coupé.pdf", "incomplet"),
        (image("PNG")[:40], "coupée.png", "abîmée"),
        (b"PK\x03\x04 n'importe quoi", "coupé.docx", "abîmé"),
        (office("word/document.xml", {"word/vbaProject.bin": b"x"}), "macro.docx", "macros"),
    ],
)
def test_a_damaged_or_dangerous_file_is_told_what_is_wrong(content, name, words):
    with pytest.raises(RefusedFile, match=words):
        detect(content, name)


def test_a_file_too_heavy_is_refused(monkeypatch):
    monkeypatch.setattr(detection, "MAX_BYTES", 10)
    with pytest.raises(RefusedFile, match="dépasse"):
        detect(PDF_BYTES, "gros.pdf")


@pytest.mark.parametrize(("width", "height"), [(1, 2_000_000), (30_000, 30_000), (2_000_000_000, 2_000_000_000)])
def test_an_image_that_would_fill_the_memory_is_refused_before_it_is_opened(width, height):
    with pytest.raises(RefusedFile, match="trop grande|abîmée"):
        detect(png_that_says(width, height), "point.png")


def test_an_archive_that_swells_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(detection, "MAX_UNPACKED", 1_000_000)
    bomb = office("word/document.xml", {"word/media/zeros.bin": b"\0" * 2_000_000})
    assert len(bomb) < 10_000
    with pytest.raises(RefusedFile, match="trop volumineux"):
        detect(bomb, "bombe.docx")


def test_an_archive_of_too_many_entries_is_refused(monkeypatch):
    monkeypatch.setattr(detection, "MAX_ENTRIES", 3)
    with pytest.raises(RefusedFile, match="trop volumineux"):
        detect(office("xl/workbook.xml", {f"xl/{n}.xml": b"" for n in range(4)}), "bombe.xlsx")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\Documents\contrat.PDF", "contrat.pdf"),
        ("photo.jpg", "photo.pdf"),
        ("rapport v1.2", "rapport v1.2.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe.pdf"),
        ("", "document.pdf"),
        ("é" * 400 + ".pdf", "é" * 150 + ".pdf"),
    ],
)
def test_a_name_is_made_safe_and_ends_as_its_content_does(given, kept):
    assert detect(PDF_BYTES, given).name == kept
