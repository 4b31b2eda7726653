"""The library in the administration: the same checks, the same actions."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.models import Document
from portal.audit.history import history_of
from portal.documents.models import StoredFile
from tests.factories.accounts import UserFactory
from tests.factories.library import CategoryFactory, DocumentFactory, pdf

pytestmark = pytest.mark.django_db
BASE = "/admin/catalog/document/"


@pytest.fixture
def office(login):
    return login(UserFactory(back_office=True))


def typed(**values) -> dict:
    inline = {"replacements-TOTAL_FORMS": "0", "replacements-INITIAL_FORMS": "0"}
    sheet = {"title": "Tarif", "category": CategoryFactory().pk, "valid_from": "2026-01-01", "valid_until": ""}
    return inline | sheet | values


def test_a_document_is_published_by_the_same_action(office):
    office.post(f"{BASE}add/", typed(upload=SimpleUploadedFile("tarif.pdf", pdf()), roles=["agent"]))
    document = Document.objects.get()
    assert document.audience.get().role == "agent"
    assert [line.event.verb for line in history_of(document)] == ["library.published"]


@pytest.mark.django_db(transaction=True)
def test_no_transaction_waits_for_the_store(store_saves, office):
    office.post(f"{BASE}add/", typed(upload=SimpleUploadedFile("tarif.pdf", pdf())))
    assert Document.objects.count() == 1
    assert store_saves == [False]


def test_publication_is_logged_with_a_message(office):
    answer = office.post(f"{BASE}add/", typed(upload=SimpleUploadedFile("tarif.pdf", pdf())), follow=True)
    assert "Tarif" in answer.content.decode()
    assert answer.redirect_chain == [(BASE, 302)]
    assert LogEntry.objects.get().object_id == str(Document.objects.get().pk)


def test_the_same_form_sent_twice_is_one_document(office):
    for _ in range(2):
        sent = typed(upload=SimpleUploadedFile("tarif.pdf", pdf()), key="6b1d7a52-2c1c-4f0e-9a3a-0d3f6c0a9f11")
        office.post(f"{BASE}add/", sent)
    assert Document.objects.count() == 1


def test_a_form_that_is_wrong_elsewhere_does_not_blame_its_file(office):
    answer = office.post(f"{BASE}add/", typed(upload=SimpleUploadedFile("tarif.pdf", pdf()), title=""))
    assert answer.status_code == 200
    assert set(answer.context["adminform"].form.errors) == {"title"}
    assert not StoredFile.objects.exists()


def test_add_view_refuses_without_right_before_reading_the_form(login):
    reader = UserFactory(role="presales", is_staff=True)
    sent = typed(upload=SimpleUploadedFile("tarif.pdf", pdf()))
    assert login(reader).post(f"{BASE}add/", sent).status_code in (302, 403)
    assert not Document.objects.exists()


def test_a_file_that_is_none_is_refused_here_too(office):
    response = office.post(f"{BASE}add/", typed(upload=SimpleUploadedFile("tarif.pdf", b"MZ")))
    assert "n’est pas accepté" in response.content.decode()
    assert not Document.objects.exists()


def test_the_sheet_is_changed_through_the_action(office):
    document = DocumentFactory()
    page = office.get(f"{BASE}{document.pk}/change/")
    assert page.status_code == 200
    office.post(f"{BASE}{document.pk}/change/", typed(category=document.category.pk, version="1"))
    document.refresh_from_db()
    assert (document.title, document.version) == ("Tarif", 2)


def test_sheet_that_somebody_else_changed_is_not_overwritten_here_either(office):
    document = DocumentFactory()
    sent = typed(category=document.category.pk, version="1")
    office.post(f"{BASE}{document.pk}/change/", sent | {"title": "D’un collègue"})
    late = office.post(f"{BASE}{document.pk}/change/", sent | {"title": "Le mien"})
    page = late.content.decode()
    assert "La fiche a changé entre-temps" in page
    assert 'value="Le mien"' in page
    document.refresh_from_db()
    assert document.title == "D’un collègue"
    office.post(f"{BASE}{document.pk}/change/", sent | {"title": "Le mien", "version": "2"})
    document.refresh_from_db()
    assert document.title == "Le mien"


@pytest.mark.parametrize("query", ["", "?q=plaquette", "?etat=past", "?etat=nonsense", "?category__id__exact=1"])
def test_the_list_opens_with_every_filter(office, query):
    DocumentFactory()
    assert office.get(BASE + query, follow=True).status_code == 200


def test_documents_are_withdrawn_and_put_back_by_the_dozen_and_never_deleted(office):
    document = DocumentFactory()
    chosen = {"_selected_action": [document.pk]}
    office.post(BASE, chosen | {"action": "withdraw_selected"})
    document.refresh_from_db()
    assert document.is_withdrawn
    office.post(BASE, chosen | {"action": "restore_selected"})
    document.refresh_from_db()
    assert not document.is_withdrawn
    assert office.get(f"{BASE}{document.pk}/delete/").status_code == 403
