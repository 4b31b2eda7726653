"""Files in the browser: what is shown, what is a download, and where links lead."""

import pytest
from django.core.files.storage import default_storage
from django.test import RequestFactory

from portal.documents import files, serving
from tests.documents.test_detection import PDF_BYTES, image, office

pytestmark = pytest.mark.django_db
REQUEST = RequestFactory().get("/")


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pdf():
    return files.store(PDF_BYTES, name="contrat signé.pdf", kind="contract", sealed=True)


def test_a_file_is_a_download_unless_asked_otherwise(pdf):
    answer = serving.serve(REQUEST, pdf)
    assert answer.content == PDF_BYTES
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''contrat%20sign%C3%A9.pdf"


@pytest.mark.parametrize("inline", [False, True])
def test_no_answer_is_guessed_kept_or_framed_elsewhere(pdf, inline):
    answer = serving.serve(REQUEST, pdf, inline=inline)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_a_pdf_is_shown_outside_a_sandbox_as_browsers_want_it(pdf):
    answer = serving.serve(REQUEST, pdf, inline=True)
    assert answer["Content-Disposition"].startswith("inline; ")
    assert "sandbox" not in answer["Content-Security-Policy"]


def test_an_image_is_shown_in_a_sandbox():
    answer = serving.serve(REQUEST, files.store(image("PNG"), name="logo.png", kind="logo"), inline=True)
    assert answer["Content-Disposition"] == 'inline; filename="logo.png"'
    assert "sandbox" in answer["Content-Security-Policy"]


def test_everything_else_is_always_a_download():
    answer = serving.serve(
        REQUEST, files.store(office("word/document.xml"), name="lettre.docx", kind="letter"), inline=True
    )
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_altered_in_storage_is_not_handed_out(pdf):
    default_storage.delete(pdf.key)
    with pytest.raises(files.AlteredFile):
        serving.serve(REQUEST, pdf)


class Bucket:
    """What serving asks of an S3 storage."""

    querystring_auth = True
    asked = None

    def url(self, key, parameters, expire):
        self.asked = (key, parameters, expire)
        return "https://bucket.example/signed"


def test_a_download_from_a_bucket_is_a_link_that_lives_a_minute(monkeypatch):
    letter = files.store(office("word/document.xml"), name="lettre.docx", kind="letter")
    bucket = Bucket()
    monkeypatch.setattr(serving, "default_storage", bucket)
    answer = serving.serve(REQUEST, letter)
    assert (answer.status_code, answer["Location"]) == (302, "https://bucket.example/signed")
    assert answer["Cache-Control"] == "private, no-store"
    key, parameters, expire = bucket.asked
    assert (key, expire) == (letter.key, 60)
    assert parameters["ResponseContentDisposition"] == 'attachment; filename="lettre.docx"'
    assert parameters["ResponseContentType"] == letter.content_type


def test_sealed_and_inline_files_are_served_by_the_portal_with_s3(monkeypatch, pdf):
    logo = files.store(image("PNG"), name="logo.png", kind="logo")
    monkeypatch.setattr(serving, "default_storage", Bucket())
    assert serving.serve(REQUEST, pdf).content == PDF_BYTES
    assert serving.serve(REQUEST, logo, inline=True).status_code == 200
