"""Files as word processors, scanners and phones write them are taken; what nobody could open is not."""

import io
import zipfile

import pytest
from pypdf import PdfReader, PdfWriter

from portal.documents import detection
from portal.documents.detection import RefusedFile, detect

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf(*, user: str | None = None, owner: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if owner is not None:
        writer.encrypt(user_password=user or "", owner_password=owner)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def office(listing: str, *parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", listing)
        for part in parts:
            archive.writestr(part, "<document/>")
    return out.getvalue()


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"\0" * 200, b"%!PS-Adobe-3.0 PDF-1.4\n"])
def test_a_pdf_may_begin_a_little_later(before):
    content = before + pdf()
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    assert detect(content, "devis.pdf").content_type == detection.PDF


@pytest.mark.parametrize("before", [b"<html>", b"MZ", b"x" * 2000])
def test_something_else_that_holds_a_pdf_is_none(before):
    with pytest.raises(RefusedFile):
        detect(before + pdf(), "devis.pdf")


@pytest.mark.parametrize("behind", [b"\0" * 4096, b"\r\n" * 3000])
def test_blanks_behind_the_end_of_a_pdf_are_passed_over(behind):
    assert detect(pdf() + behind, "devis.pdf").content_type == detection.PDF


def test_a_pdf_that_asks_for_a_password_is_refused():
    locked = pdf(user="secret", owner="autre")
    assert not PdfReader(io.BytesIO(locked)).decrypt("")
    with pytest.raises(RefusedFile, match="mot de passe"):
        detect(locked, "devis.pdf")


def test_a_pdf_that_only_keeps_its_owner_s_rights_is_taken():
    assert detect(pdf(owner="autre"), "devis.pdf").content_type == detection.PDF


def test_a_pdf_that_says_it_is_encrypted_and_cannot_be_read_is_left_to_its_readers():
    content = b"%PDF-1.7\n1 0 obj\n<</Encrypt 2 0 R>>\nendobj\nstartxref\n9\n%%EOF\n"
    assert detect(content, "devis.pdf").content_type == detection.PDF


@pytest.mark.parametrize(
    "listing",
    [
        f'<Types><Override PartName="/word/document2.xml" ContentType="{MAIN}"/></Types>',
        f"<ct:Types><ct:Override ContentType='{MAIN}' PartName='/word/document2.xml' /></ct:Types>",
    ],
)
def test_a_letter_of_word_online_is_a_docx(listing):
    assert detect(office(listing, "word/document2.xml"), "lettre.docx").content_type == detection.DOCX


def test_a_document_that_names_a_part_it_lacks_is_refused():
    listing = f'<Types><Override PartName="/word/document2.xml" ContentType="{MAIN}"/></Types>'
    with pytest.raises(RefusedFile):
        detect(office(listing, "word/other.xml"), "lettre.docx")


def test_a_list_of_one_column_is_a_csv():
    assert detect(b"email\nclaire@exemple.fr\n", "adresses.csv").content_type == detection.CSV


def test_a_photo_of_an_iphone_is_told_what_to_become():
    with pytest.raises(RefusedFile, match="HEIC"):
        detect(b"\0\0\0\x18ftypheic" + b"\0" * 100, "IMG_0001.HEIC")
