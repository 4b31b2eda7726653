"""News as their readers meet them (D14): the list, `Lire la suite`, the audience, the unread mark."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from lxml import html

from portal.access.roles import Role
from portal.accounts.models import Organisation
from portal.core.values import dates
from portal.news.models import Audience, Picture, Reading
from tests.contracts.desk import reader
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.news import NewsFactory, picture_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory()


def page(user, path="/actualites/", **params):
    response = reader(user).get(path, params)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def titles(user, **params) -> list[str]:
    return [title.xpath("text()")[0].strip() for title in page(user, **params).xpath("//h2[@class='news-card__title']")]


def badge(user) -> str:
    return "".join(page(user, "/").xpath("//nav//a[@href='/actualites/']/span[@class='nav__count']/text()"))


def test_the_list_shows_what_is_out_the_newest_first(agent):
    NewsFactory(title="Ancienne", publish_at=dates.now() - timedelta(days=9))
    NewsFactory(title="Récente")
    NewsFactory(title="Brouillon", draft=True)
    NewsFactory(title="Demain", scheduled=True)
    assert titles(agent) == ["Récente", "Ancienne"]


@pytest.mark.parametrize("trait", ["draft", "scheduled"])
def test_what_is_not_out_does_not_exist_for_readers_and_is_shown_to_writers(agent, trait):
    news = NewsFactory(**{trait: True})
    address = f"/actualites/{news.pk}/"
    assert reader(agent).get(address).status_code == 404
    response = reader(UserFactory(back_office=True)).get(address)
    assert response.status_code == 200
    assert news.status_label in response.content.decode()


def test_what_is_scheduled_comes_out_by_itself(agent):
    news = NewsFactory(scheduled=True)
    assert titles(agent) == []
    type(news).objects.filter(pk=news.pk).update(publish_at=dates.now() - timedelta(seconds=1))
    assert titles(agent) == [news.title]


@pytest.mark.parametrize("role", list(Role))
def test_a_role_reads_what_is_addressed_to_it_and_nothing_else(role):
    user = UserFactory(role=role)
    other = next(each for each in Role if each != role)
    mine, theirs, all_of_us = NewsFactory(roles=[role]), NewsFactory(roles=[other]), NewsFactory()
    assert set(titles(user)) == {mine.title, all_of_us.title}
    expected = 200 if role == Role.BACK_OFFICE else 404
    assert reader(user).get(f"/actualites/{theirs.pk}/").status_code == expected


def test_a_kind_of_organisation_narrows_the_audience_further():
    kinds = Organisation.Kind
    partner = UserFactory(role=Role.PARTNER, organisation=OrganisationFactory(kind=kinds.PARTNER))
    agency = UserFactory(organisation=OrganisationFactory(kind=kinds.AGENCY))
    nobody = UserFactory(client=True)
    news = NewsFactory(kinds=[kinds.PARTNER])
    assert [titles(user) for user in (partner, agency, nobody)] == [[news.title], [], []]
    both = NewsFactory(kinds=[kinds.PARTNER], roles=[Role.AGENT])
    assert both.title not in titles(partner) + titles(agency)


def test_opening_marks_as_read_once_and_the_menu_counts_down(agent):
    news, _other = NewsFactory(), NewsFactory()
    assert badge(agent) == "2"
    for _ in range(2):
        page(agent, f"/actualites/{news.pk}/")
    assert Reading.objects.filter(user=agent, news=news).count() == 1
    assert badge(agent) == "1"
    assert news.title not in titles(agent, afficher="non-lues")
    assert badge(UserFactory()) == "2"


def test_a_head_request_reads_nothing(agent):
    news = NewsFactory()
    reader(agent).head(f"/actualites/{news.pk}/")
    assert not Reading.objects.exists()


def test_a_draft_that_its_writer_looks_at_is_not_read():
    news = NewsFactory(draft=True)
    page(UserFactory(back_office=True), f"/actualites/{news.pk}/")
    assert not Reading.objects.exists()


def test_news_are_found_by_a_word_in_any_case_and_accents(agent):
    NewsFactory(title="Rénovation énergétique")
    NewsFactory(title="Autre chose")
    assert titles(agent, q="RENOVATION energetique") == ["Rénovation énergétique"]
    assert "Aucune actualité ne correspond" in page(agent, q="rien de tel").text_content()


@pytest.mark.parametrize(
    "nonsense", [{"suite": "x"}, {"afficher": "tout"}, {"q": "é" * 300}, {"q": "%_'"}, {"suite": "AAAA"}]
)
def test_nonsense_in_the_address_is_no_error(agent, nonsense):
    NewsFactory()
    page(agent, **nonsense)


def test_the_last_three_stand_on_the_home_page(agent):
    news = [NewsFactory(publish_at=dates.now() - timedelta(days=day)) for day in range(1, 6)]
    text = page(agent, "/").text_content()
    assert [each.title in text for each in news] == [True, True, True, False, False]


def test_a_home_without_news_has_no_block_about_them(agent):
    NewsFactory(roles=[Role.PARTNER])
    assert "Toutes les actualités" not in page(agent, "/").text_content()


def test_pictures_are_served_to_readers_only(agent):
    news = NewsFactory(roles=[Role.AGENT])
    picture = picture_of(news)
    address = f"/actualites/{news.pk}/images/{picture.pk}/"
    assert f'src="{address}"' in reader(agent).get("/actualites/").content.decode()
    response = reader(agent).get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert reader(UserFactory(role=Role.PARTNER)).get(address).status_code == 404
    assert reader(agent).get(f"/actualites/{NewsFactory().pk}/images/{picture.pk}/").status_code == 404


def test_a_picture_has_words_whoever_writes_it():
    picture = picture_of(NewsFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(alt="")


def test_an_audience_is_one_thing():
    news = NewsFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Audience.objects.create(news=news)


@pytest.mark.parametrize("path", ["/actualites/", "/actualites/{pk}/"])
def test_pages_cost_the_same_few_queries_however_many_news(agent, path, django_assert_max_num_queries):
    news = NewsFactory()
    for _ in range(8):
        picture_of(NewsFactory())
        picture_of(news)
    client = reader(agent)
    with django_assert_max_num_queries(9):
        client.get(path.format(pk=news.pk))
