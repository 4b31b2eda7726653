"""Publishing: the form, what is refused, versions, withdrawal, and two people at once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.library import actions
from catalog.models import Document
from portal.access.roles import Role
from portal.audit.history import history_of, known_verbs
from portal.core.values import dates
from portal.documents import files
from portal.documents.models import StoredFile
from portal.documents.uploads import Upload
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.library import CategoryFactory, DocumentFactory, pdf

pytestmark = pytest.mark.django_db
KEY = "0b9c6c1e-58b5-4f0e-9a3c-2f6f0a1d7e11"


@pytest.fixture
def office(login):
    return login(UserFactory(back_office=True))


def typed(**values) -> dict:
    """What the form sends."""
    return {
        "title": "Tarif 2027",
        "category": CategoryFactory().pk,
        "description": "Prix publics",
        "valid_from": "2026-11-01",
        "valid_until": "",
        "version": "1",
        "key": KEY,
        "upload": SimpleUploadedFile("tarif.pdf", pdf()),
    } | values


def test_a_document_is_published_with_its_audience(office):
    agency = OrganisationFactory()
    response = office.post("/documents/nouveau/", typed(roles=["agent", "manager"], organisations=[agency.pk]))
    document = Document.objects.get()
    assert response["Location"] == document.get_absolute_url()
    assert {one.role for one in document.audience.all()} == {Role.AGENT, Role.MANAGER}
    assert document.organisations.get() == agency
    assert document.file.name == "tarif.pdf"
    assert list(StoredFile.objects.about(document)) == [document.file]
    assert files.read(document.file) == pdf()
    page = office.get(document.get_absolute_url()).content.decode()
    assert "est publié" in page
    assert "a publié ce document" in page


def test_the_same_form_sent_twice_makes_one_document(office):
    for _ in range(2):
        office.post("/documents/nouveau/", typed(category=CategoryFactory().pk))
    assert Document.objects.count() == 1
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("tarif.pdf", b"MZ not a pdf", "n’est pas accepté"),
        ("page.html", b"<html><script>alert(1)</script></html>", "n’est pas accepté"),
        ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "n’est pas accepté"),
        ("vide.pdf", b"", "vide"),
    ],
)
def test_a_file_that_is_no_document_is_refused_at_its_field(office, name, content, sentence):
    response = office.post("/documents/nouveau/", typed(upload=SimpleUploadedFile(name, content)))
    assert response.status_code == 422
    assert sentence in str(response.context["form"].errors["upload"])
    assert "Tarif 2027" in response.content.decode()
    assert not StoredFile.objects.exists()


def test_a_file_that_is_too_heavy_is_refused_before_it_is_read(office, settings):
    settings.LIBRARY_MAX_MEGABYTES = 1
    heavy = SimpleUploadedFile("tarif.pdf", pdf() + b"%" * 1024 * 1024)
    response = office.post("/documents/nouveau/", typed(upload=heavy))
    assert "dépasse 1 Mo" in str(response.context["form"].errors["upload"])


def test_a_name_made_to_harm_is_made_harmless(office):
    office.post("/documents/nouveau/", typed(upload=SimpleUploadedFile("tarif\u202efdp.exe", pdf())))
    assert Document.objects.get().file.name == "tariffdp.exe.pdf"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Indiquez le titre"),
        ("title", "x" * 151, "150"),
        ("category", "999999", "choix"),
        ("valid_from", "demain", "Date invalide"),
        ("valid_until", "2026-10-31", "doit suivre le début"),
        ("roles", "superuser", "superuser"),
        ("organisations", "abc", "abc"),
        ("upload", "", "Choisissez un fichier"),
    ],
)
def test_each_mistake_is_told_at_its_field(office, field, value, sentence):
    response = office.post("/documents/nouveau/", typed(**{field: value}))
    assert response.status_code == 422
    assert sentence in str(response.context["form"].errors[field])
    assert not Document.objects.exists()


def test_extra_fields_of_a_request_change_nothing(office):
    office.post(
        "/documents/nouveau/", typed(uploaded_by="1", file_version="9", published_at="2020-01-01", search_text="x")
    )
    document = Document.objects.get()
    assert (document.file_version, document.published_at.date().year) == (1, dates.today().year)


def test_the_script_that_shows_the_progress_gets_the_address_and_leaves_the_message(office):
    response = office.post("/documents/nouveau/", typed(), headers={"X-Requested-With": "upload"})
    assert (response.status_code, response.content) == (204, b"")
    assert "est publié" in office.get(response["X-Go-To"]).content.decode()


def test_the_sheet_is_changed_and_told_in_the_history(office):
    document = DocumentFactory(roles=[Role.AGENT])
    values = typed(category=document.category.pk, roles=["manager"])
    office.post(f"/documents/{document.pk}/fiche/", values)
    document.refresh_from_db()
    assert document.title == "Tarif 2027"
    assert [one.role for one in document.audience.all()] == [Role.MANAGER]
    assert "tarif 2027" in document.search_text
    assert [line.event.verb for line in history_of(document)] == ["library.changed", "library.published"]


def test_the_same_sheet_again_is_no_change(office):
    document = DocumentFactory()
    page = office.get(f"/documents/{document.pk}/fiche/").context["form"]
    values = {name: page[name].value() for name in page.fields if page[name].value()}
    assert office.post(f"/documents/{document.pk}/fiche/", values).status_code == 302
    assert len(history_of(document)) == 1


def test_a_sheet_that_somebody_else_changed_is_not_overwritten_unseen(office):
    document = DocumentFactory()
    values = typed(category=document.category.pk)
    office.post(f"/documents/{document.pk}/fiche/", values)
    late = office.post(f"/documents/{document.pk}/fiche/", values | {"title": "Autre titre"})
    assert late.status_code == 409
    assert "a changé entre-temps" in late.content.decode()
    document.refresh_from_db()
    assert document.title == "Tarif 2027"
    again = values | {"title": "Autre titre", "version": late.context["form"].data["version"]}
    office.post(f"/documents/{document.pk}/fiche/", again)
    document.refresh_from_db()
    assert document.title == "Autre titre"


def test_a_new_version_replaces_the_file_and_keeps_the_old_one(office):
    document = DocumentFactory(days_ago=40)
    old = document.file
    upload = SimpleUploadedFile("suite.pdf", pdf("suite"))
    office.post(f"/documents/{document.pk}/version/", {"upload": upload, "version": "1"})
    document.refresh_from_db()
    assert (document.file_version, document.file.name) == (2, "suite.pdf")
    assert document.published_at.date() == dates.now().date()
    former = office.get(f"/documents/{document.pk}/versions/1/")
    assert former.content == files.read(old)
    assert former["Content-Disposition"].startswith("attachment")
    assert "remplacé le fichier (version 2)" in history_of(document)[0].sentence


def test_the_same_file_again_is_no_new_version():
    document = DocumentFactory()
    upload = Upload(files.read(document.file), "autre nom.pdf", "")
    actions.replace_file(document=document, upload=upload, version=1, by=document.uploaded_by)
    document.refresh_from_db()
    assert document.file_version == 1
    assert StoredFile.objects.count() == 1


def test_two_new_versions_at_once_leave_one_and_tell_the_other(office):
    document = DocumentFactory()
    for words, status in (("a", 302), ("b", 409)):
        upload = SimpleUploadedFile("suite.pdf", pdf(words))
        response = office.post(f"/documents/{document.pk}/version/", {"upload": upload, "version": "1"})
        assert response.status_code == status
    assert StoredFile.objects.count() == 2


def test_a_withdrawal_asks_then_can_be_undone(office, login):
    document = DocumentFactory()
    page = office.get(f"/documents/{document.pk}/retrait/")
    assert "Rien n’est effacé" in page.content.decode()
    assert document in Document.objects.visible_to(UserFactory())
    for _ in range(2):
        response = office.post(f"/documents/{document.pk}/retrait/", follow=True)
    assert "Annuler le retrait" in response.content.decode()
    assert document not in Document.objects.visible_to(UserFactory())
    office.post(f"/documents/{document.pk}/remise/")
    assert document in Document.objects.visible_to(UserFactory())
    verbs = [line.event.verb for line in history_of(document, newest_first=False)]
    assert verbs == ["library.published", "library.withdrawn", "library.restored"]
    assert set(verbs) <= known_verbs()


def test_future_document_is_new_from_its_first_day():
    start = dates.today() + timedelta(days=20)
    document = DocumentFactory(valid_from=start)
    assert document.published_at.astimezone(dates.PARIS).date() == start


def test_a_category_renamed_is_found_under_its_new_name_in_one_write(django_assert_num_queries):
    category = CategoryFactory(name="Tarifs")
    for _ in range(5):
        DocumentFactory(category=category)
    category.name = "Barèmes"
    with django_assert_num_queries(3):  # the category; its documents; their new words
        category.save()
    assert Document.objects.filter(search_text__contains="baremes").count() == 5
