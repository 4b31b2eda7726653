"""Files on S3, played by moto's server on loopback: kept, read, sealed, served, removed, and away."""

import time
import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import RequestFactory

from contracts.signature.documents import KIND
from portal.documents import files, serving
from portal.operations.services import files as probes
from tests.documents.store import on_s3
from tests.documents.test_detection import PDF_BYTES

pytestmark = pytest.mark.django_db
REQUEST = RequestFactory().get("/")


@pytest.fixture
def bucket(settings, server):
    on_s3(settings, server)


def kept(name="Contrat signé à l’été — n° 1.pdf", **more):
    return files.store(PDF_BYTES, name=name, kind=KIND, **more)


def test_a_file_is_kept_and_read_back_verified(bucket):
    stored = kept()
    assert files.read(stored) == PDF_BYTES
    assert default_storage.size(stored.key) == len(PDF_BYTES)


def test_a_download_is_a_link_of_a_minute_that_bears_the_name(bucket):
    answer = serving.serve(REQUEST, kept())
    assert answer.status_code == 302
    link = answer["Location"]
    assert int(parse_qs(urlsplit(link).query).get("X-Amz-Expires", ["0"])[0]) == 60 or _seconds_left(link) <= 60
    with urllib.request.urlopen(link) as given:
        assert given.read() == PDF_BYTES
        assert "Contrat%20sign%C3%A9" in given.headers["Content-Disposition"]
        assert given.headers["Content-Type"] == "application/pdf"


def _seconds_left(link: str) -> float:
    return int(parse_qs(urlsplit(link).query)["Expires"][0]) - time.time()


def test_a_sealed_file_passes_through_the_portal_verified(bucket):
    stored = kept(sealed=True)
    assert serving.serve(REQUEST, stored).content == PDF_BYTES
    default_storage.delete(stored.key)
    default_storage.save(stored.key, ContentFile(PDF_BYTES + b"%"))
    with pytest.raises(files.AlteredFile):
        serving.serve(REQUEST, stored)
    default_storage.delete(stored.key)
    with pytest.raises(files.AlteredFile):
        serving.serve(REQUEST, stored)


def test_a_removed_file_leaves_nothing(bucket, commit_hooks):
    stored = kept()
    key = stored.key
    with commit_hooks():
        files.remove(stored)
    assert not default_storage.exists(key)


def test_a_store_that_is_away_is_said_in_words_and_costs_no_row(settings, client, monkeypatch):
    on_s3(settings, "http://127.0.0.1:1")
    with pytest.raises(files.StorageUnavailable):
        kept()
    assert not files.StoredFile.objects.exists()
    assert probes.storage().tone == "danger"

    def fails(*args, **kwargs):
        raise files.StorageUnavailable

    monkeypatch.setattr("portal.accounts.middleware.UserLanguage.__call__", fails)
    client.raise_request_exception = False
    answer = client.get("/connexion/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Le portail revient dans un instant" in answer.content.decode()
