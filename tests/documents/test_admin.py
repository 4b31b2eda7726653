"""The back-office reads the files' rows and changes none."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from portal.documents import files
from portal.documents.models import StoredFile
from tests.documents.test_detection import PDF_BYTES
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return UserFactory(back_office=True, is_superuser=True)


def test_nobody_adds_changes_or_deletes_a_file_by_hand(superuser):
    stored = files.store(PDF_BYTES, name="contrat.pdf", kind="contract")
    request = RequestFactory().get("/admin/")
    request.user = superuser
    page = admin.site.get_model_admin(StoredFile)
    assert page.has_view_permission(request, stored)
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request, stored)
    assert not page.has_delete_permission(request, stored)


def test_a_file_is_found_by_its_digest(superuser):
    stored = files.store(PDF_BYTES, name="contrat.pdf", kind="contract")
    request = RequestFactory().get("/admin/")
    request.user = superuser
    page = admin.site.get_model_admin(StoredFile)
    for words in (stored.sha256[:8].upper(), stored.sha256):
        found, _duplicates = page.get_search_results(request, StoredFile.objects.all(), words)
        assert list(found) == [stored]
    found, _duplicates = page.get_search_results(request, StoredFile.objects.all(), "contrat.pdf")
    assert list(found) == []
