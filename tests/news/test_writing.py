"""News are written in the administration, by the back-office."""

import io
from unittest import mock

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from lxml import html
from PIL import Image

from portal.access.roles import Role
from portal.audit.history import history_of
from portal.documents import files
from portal.documents.models import Leftover, StoredFile
from portal.news import actions, pictures
from portal.news.models import News
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.contracts import PDF
from tests.factories.news import NewsFactory, jpeg, picture_of

pytestmark = pytest.mark.django_db
LIST, NEW = "/admin/news/news/", "/admin/news/news/add/"


@pytest.fixture
def writer():
    return UserFactory(back_office=True)


def sheet(**more) -> dict:
    return {
        "title": "Nouveaux tarifs",
        "summary": "Ils changent en janvier.",
        "body": "Les **tarifs** changent.",
        "publish_at_0": "",
        "publish_at_1": "",
        "version": "1",
        "pictures-TOTAL_FORMS": "0",
        "pictures-INITIAL_FORMS": "0",
    } | more


def with_picture(content: bytes, *, name="photo.jpg", alt="Une façade rénovée", **more) -> dict:
    upload = SimpleUploadedFile(name, content)
    return sheet(
        **{
            "pictures-TOTAL_FORMS": "1",
            "pictures-0-upload": upload,
            "pictures-0-alt": alt,
            "pictures-0-position": "10",
        },
        **more,
    )


def test_what_is_written_without_a_date_is_a_draft_of_its_writer(writer):
    response = reader(writer).post(NEW, sheet(roles=["agent"], organisation_kinds=["agency"]))
    assert response.status_code == 302, response.content.decode()
    news = News.objects.get()
    assert (news.is_draft, news.author) == (True, writer)
    assert {(row.role, row.organisation_kind) for row in news.audience.all()} == {("agent", ""), ("", "agency")}
    assert history_of(news)


def test_a_changed_audience_replaces_the_former_one(writer):
    news = NewsFactory(roles=["agent", "manager"])
    address = f"{LIST}{news.pk}/change/"
    assert 'value="agent" ' in reader(writer).get(address).content.decode()
    reader(writer).post(address, sheet(roles=["manager", "client"]))
    assert {row.role for row in news.audience.all()} == {"manager", "client"}


def test_the_saved_text_is_previewed(writer):
    news = NewsFactory(body="Un **mot** <script>")
    shown = reader(writer).get(f"{LIST}{news.pk}/change/").content.decode()
    assert "<strong>mot</strong> &lt;script&gt;" in shown


def test_the_administration_leads_to_the_page_its_readers_see(writer):
    news = NewsFactory(draft=True)
    client = reader(writer)
    shown = html.fromstring(client.get(f"{LIST}{news.pk}/change/").content.decode())
    (link,) = shown.xpath("//a[@class='viewsitelink']/@href")
    assert client.get(link)["Location"].endswith(f"/actualites/{news.pk}/")


def test_publishing_and_taking_back_are_in_the_history(writer):
    news = NewsFactory(draft=True)
    client = reader(writer)
    client.post(LIST, {"action": "publish_selected", "_selected_action": [news.pk]})
    assert News.objects.get().is_published
    client.post(LIST, {"action": "unpublish_selected", "_selected_action": [news.pk]})
    assert News.objects.get().is_draft
    assert len(history_of(news)) == 2


def test_a_picture_is_re_encoded_without_where_and_when_it_was_taken(writer):
    exif = Image.Exif()
    exif[0x010E] = "chez le client"
    response = reader(writer).post(NEW, with_picture(jpeg((3000, 900), exif=exif.tobytes())))
    assert response.status_code == 302, response.content.decode()
    (picture,) = News.objects.get().pictures.all()
    content = files.read(picture.file)
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, max(image.size), len(image.getexif())) == ("JPEG", 1600, 0)
    assert b"chez le client" not in content


@pytest.mark.parametrize(
    ("content", "name", "alt", "sentence"),
    [
        (PDF, "plan.pdf", "Un plan", "n’est pas une image"),
        (b"<svg onload=alert(1)>", "dessin.svg", "Un dessin", "Envoyez"),
        (jpeg()[:200], "photo.jpg", "Une photo", "image"),
        (jpeg(), "photo.jpg", "", "Indiquez la description"),
        (jpeg(), "photo.jpg", "   ", "Indiquez la description"),
    ],
)
def test_what_is_no_picture_or_has_no_words_is_refused_at_its_field(writer, content, name, alt, sentence):
    response = reader(writer).post(NEW, with_picture(content, name=name, alt=alt))
    assert response.status_code == 200
    errors = " ".join(
        str(error)
        for formset in response.context["inline_admin_formsets"]
        for form in formset.formset.forms
        for error in form.errors.values()
    )
    assert sentence in errors, errors
    assert not News.objects.exists()


def test_a_deleted_picture_takes_its_file_along(writer):
    news = NewsFactory()
    picture = picture_of(news)
    data = sheet(
        **{
            "pictures-TOTAL_FORMS": "1",
            "pictures-INITIAL_FORMS": "1",
            "pictures-0-id": picture.pk,
            "pictures-0-news": news.pk,
            "pictures-0-alt": picture.alt,
            "pictures-0-position": "10",
            "pictures-0-DELETE": "on",
        }
    )
    response = reader(writer).post(f"{LIST}{news.pk}/change/", data)
    assert response.status_code == 302, response.content.decode()
    assert not StoredFile.objects.exists()


def change_of(news, content: bytes, **more) -> dict:
    (picture,) = news.pictures.all()
    rows = {"pictures-INITIAL_FORMS": "1", "pictures-0-id": picture.pk, "pictures-0-news": news.pk}
    return with_picture(content, alt=picture.alt, **rows, **more)


@pytest.mark.django_db(transaction=True)
def test_no_transaction_waits_for_the_store_nor_for_a_picture_to_be_drawn(store_saves, writer, monkeypatch):
    drawing, prepared = [], pictures.prepared

    def watched(content):
        drawing.append(connection.in_atomic_block)
        return prepared(content)

    monkeypatch.setattr(pictures, "prepared", watched)
    client = reader(writer)
    assert client.post(NEW, with_picture(jpeg())).status_code == 302
    news = News.objects.get()
    (first,) = StoredFile.objects.about(news)
    assert client.post(f"{LIST}{news.pk}/change/", change_of(news, jpeg(colour="red"))).status_code == 302
    assert store_saves == drawing == [False, False]
    (second,) = StoredFile.objects.about(news)
    assert news.pictures.get().file == second != first
    assert not default_storage.exists(first.key), "the former file goes"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["a title is missing", "it is taken away as well", "something breaks"])
def test_a_picture_that_is_not_kept_leaves_no_file(writer, monkeypatch, what):
    news = NewsFactory()
    picture_of(news)
    kept, client = StoredFile.objects.get().pk, reader(writer)
    more = {"a title is missing": {"title": ""}, "it is taken away as well": {"pictures-0-DELETE": "on"}}.get(what, {})
    data = change_of(news, jpeg(colour="red"), **more)
    if what == "something breaks":
        monkeypatch.setattr(actions, "give_file", mock.Mock(side_effect=RuntimeError))
        with pytest.raises(RuntimeError):
            client.post(f"{LIST}{news.pk}/change/", data)
    else:
        client.post(f"{LIST}{news.pk}/change/", data)
    left = [] if what == "it is taken away as well" else [kept]
    assert list(StoredFile.objects.values_list("pk", flat=True)) == left
    assert not Leftover.objects.exists(), "the bytes are gone as well"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BACK_OFFICE])
def test_nobody_else_writes(role):
    client = reader(UserFactory(role=role))
    assert client.get(NEW).status_code != 200
    client.post(NEW, sheet())
    assert not News.objects.exists()


def test_extra_fields_change_nothing(writer):
    other = UserFactory(back_office=True)
    reader(writer).post(NEW, sheet(author=other.pk, announced_at="2020-01-01"))
    news = News.objects.get()
    assert (news.author, news.announced_at) == (writer, None)


def test_the_list_costs_the_same_for_one_and_for_many(writer, django_assert_max_num_queries):
    for _ in range(12):
        NewsFactory()
    client = reader(writer)
    with django_assert_max_num_queries(7):
        client.get(LIST)


def test_news_that_a_colleague_changed_are_not_overwritten_unseen(writer):
    news = NewsFactory(title="D’un collègue", version=2)
    client = reader(writer)
    late = client.post(f"{LIST}{news.pk}/change/", sheet(title="Le mien"))
    page = late.content.decode()
    assert "La fiche a changé entre-temps" in page
    assert 'value="Le mien"' in page
    news.refresh_from_db()
    assert news.title == "D’un collègue"
    assert client.post(f"{LIST}{news.pk}/change/", sheet(title="Le mien", version="2")).status_code == 302
    news.refresh_from_db()
    assert (news.title, news.version) == ("Le mien", 3)
