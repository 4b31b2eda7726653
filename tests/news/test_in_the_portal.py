"""News written in the portal: draft, preview, audience, pictures, publication."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.access.roles import Role
from portal.audit.history import history_of
from portal.core.values import dates
from portal.documents.models import StoredFile
from portal.news import actions, queries
from portal.news.models import News
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.contracts import PDF
from tests.factories.news import NewsFactory, jpeg, picture_of

pytestmark = pytest.mark.django_db
LIST, NEW = "/actualites/redaction/", "/actualites/redaction/nouvelle/"


@pytest.fixture
def writer():
    return UserFactory(back_office=True)


def typed(**more) -> dict:
    return {
        "title": "Nouveaux tarifs",
        "summary": "Ils changent en janvier.",
        "body": "Les **tarifs** changent.",
    } | more


def page_of(news, name: str = "") -> str:
    return f"{LIST}{news.pk}/{name}"


def verbs(news) -> list[str]:
    return [line.event.verb for line in history_of(news, newest_first=False)]


def test_draft_is_written_with_its_audience(writer):
    response = reader(writer).post(NEW, typed(roles=["agent"], organisation_kinds=["agency"]))
    news = News.objects.get()
    assert response["Location"] == page_of(news)
    assert (news.is_draft, news.author) == (True, writer)
    assert {(row.role, row.organisation_kind) for row in news.audience.all()} == {("agent", ""), ("", "agency")}
    assert verbs(news) == ["administration.added"]


def test_form_sent_twice_makes_one_draft(writer):
    client = reader(writer)
    key = {"key": "6c2f6a9e-0d6e-4d27-8a84-d1a4d1f1c001"}
    client.post(NEW, typed(**key))
    client.post(NEW, typed(**key))
    assert News.objects.count() == 1


def test_missing_words_are_named_at_their_fields(writer):
    page = reader(writer).post(NEW, typed(title="", body=""))
    assert page.status_code == 422
    assert page.context["form"].errors == {"title": ["Indiquez le titre."], "body": ["Écrivez le texte."]}
    assert "Ils changent en janvier." in page.content.decode()


def test_preview_without_scripts_saves_nothing_and_keeps_what_was_typed(writer):
    page = reader(writer).post(NEW, typed(body="Un **mot** <script>", apercu="1"))
    text = page.content.decode()
    assert page.status_code == 200
    assert "<strong>mot</strong> &lt;script&gt;" in text
    assert 'value="Nouveaux tarifs"' in text
    assert not News.objects.exists()


def test_preview_of_what_is_typed_is_drawn_as_the_page_of_readers_is(writer):
    news = NewsFactory(body="Un **mot**\n\n- une\n- deux")
    picture = picture_of(news)
    client = reader(writer)
    drawn = client.post(page_of(news, "apercu/"), typed(body=news.body)).content.decode()
    body = drawn.split('class="news-article__body">')[1].split("</div>")[0]
    assert body in client.get(f"/actualites/{news.pk}/").content.decode()
    assert f"/images/{picture.pk}/" in drawn
    assert "<li>une</li>" in client.post(f"{LIST}apercu/", typed(body="- une")).content.decode()


def test_change_is_noted_and_a_stale_one_is_not_written(writer):
    news = NewsFactory(roles=["agent"])
    client = reader(writer)
    client.post(page_of(news, "modification/"), typed(title="Le premier", roles=["manager"], version=1))
    late = client.post(page_of(news, "modification/"), typed(title="Le second", version=1))
    assert late.status_code == 409
    assert 'value="Le second"' in late.content.decode()
    news.refresh_from_db()
    assert (news.title, [row.role for row in news.audience.all()]) == ("Le premier", ["manager"])
    assert "destinataires" in history_of(news)[0].sentence


def test_publishing_now_later_and_taking_back_are_in_the_history(writer):
    news = NewsFactory(draft=True)
    client = reader(writer)
    day = dates.today() + timedelta(days=3)
    client.post(page_of(news, "programmation/"), {"day": day.isoformat(), "time": "09:30"})
    news.refresh_from_db()
    moment = news.publish_at.astimezone(dates.PARIS)
    assert (moment.date(), f"{moment:%H:%M}", news.status_label) == (day, "09:30", "Programmée")
    assert "tout le monde" in client.get(page_of(news, "publication/")).content.decode()
    client.post(page_of(news, "publication/"))
    news.refresh_from_db()
    assert news.is_published
    client.post(page_of(news, "retrait/"))
    news.refresh_from_db()
    assert news.is_draft
    assert verbs(news) == ["news.scheduled", "news.published", "news.unpublished"]


@pytest.mark.parametrize(
    ("day", "time", "field"),
    [("2020-01-01", "09:00", "day"), ("demain", "09:00", "day"), ("2040-01-01", "9 h", "time")],
)
def test_moment_that_is_none_or_past_is_refused_at_its_field(writer, day, time, field):
    news = NewsFactory(draft=True)
    page = reader(writer).post(page_of(news, "programmation/"), {"day": day, "time": time})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    news.refresh_from_db()
    assert news.is_draft


def test_what_is_out_is_not_planned_any_more(writer):
    news = NewsFactory()
    day = dates.today() + timedelta(days=3)
    page = reader(writer).post(page_of(news, "programmation/"), {"day": day.isoformat(), "time": "09:30"}, follow=True)
    assert "Cette actualité est déjà publiée." in page.content.decode()
    news.refresh_from_db()
    assert news.is_published


def test_picture_is_added_with_its_words_and_taken_away_with_its_file(writer):
    news = NewsFactory()
    client = reader(writer)
    sent = {"upload": SimpleUploadedFile("photo.jpg", jpeg((3000, 900))), "alt": "Une façade rénovée"}
    client.post(page_of(news, "images/nouvelle/"), sent)
    picture = news.pictures.get()
    assert "Une façade rénovée" in client.get(page_of(news)).content.decode()
    client.post(page_of(news, f"images/{picture.pk}/suppression/"))
    assert not news.pictures.exists()
    assert not StoredFile.objects.exists()
    assert verbs(news) == ["administration.changed"] * 2


@pytest.mark.parametrize(
    ("content", "alt", "field"),
    [(PDF, "Un plan", "upload"), (jpeg()[:200], "Une photo", "upload"), (jpeg(), " ", "alt")],
)
def test_what_is_no_picture_or_has_no_words_is_refused_at_its_field(writer, content, alt, field):
    news = NewsFactory()
    sent = {"upload": SimpleUploadedFile("photo.jpg", content), "alt": alt}
    page = reader(writer).post(page_of(news, "images/nouvelle/"), sent)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BACK_OFFICE])
def test_nobody_else_reads_drafts_or_writes(role):
    news = NewsFactory(draft=True)
    client = reader(UserFactory(role=role))
    for name in ("", "modification/", "publication/", "programmation/", "retrait/", "images/nouvelle/"):
        assert client.get(page_of(news, name)).status_code == 403
    assert client.get(LIST).status_code == 403
    assert client.post(NEW, typed()).status_code == 403
    assert client.post(f"{LIST}apercu/", typed()).status_code == 403
    client.post(page_of(news, "publication/"))
    news.refresh_from_db()
    assert news.is_draft


@pytest.mark.parametrize(
    ("state", "title"), [("brouillon", "Un essai"), ("programmee", "Plus tard"), ("publiee", "Dehors")]
)
def test_tabs_tell_drafts_planned_and_published_ones_apart(writer, state, title):
    NewsFactory(draft=True, title="Un essai")
    NewsFactory(scheduled=True, title="Plus tard")
    NewsFactory(title="Dehors")
    page = reader(writer).get(LIST, {"etat": state}).content.decode().split('id="results"')[-1]
    assert [each for each in ("Un essai", "Plus tard", "Dehors") if each in page] == [title]


def test_list_and_sheet_ask_fixed_numbers_of_queries(writer, django_assert_max_num_queries):
    for _ in range(12):
        news = NewsFactory(roles=["agent"])
    client = reader(writer)
    client.get(LIST)
    with django_assert_max_num_queries(4):
        client.get(LIST)
    with django_assert_max_num_queries(9):
        client.get(page_of(news))


def test_readers_are_named_in_words(writer):
    assert queries.audience_label(NewsFactory()) == "tout le monde"
    assert queries.audience_label(NewsFactory(roles=["agent"], kinds=["partner"])) == "Partenaire, Agent commercial"


def test_same_audience_and_words_write_nothing(writer):
    news = NewsFactory(roles=["agent"])
    values = {"title": news.title, "summary": news.summary, "body": news.body}
    actions.change(news=news, values=values, roles=["agent"], organisation_kinds=[], version=1, by=writer)
    news.refresh_from_db()
    assert (news.version, verbs(news)) == (1, [])
