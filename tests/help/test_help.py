"""Help for each reader, its search, and the `?` of pages."""

import pytest
from django.urls import get_resolver, reverse

from contracts.pages.help import states
from contracts.sales.enums import Status
from contracts.sales.models import Contract
from portal.access.roles import Role
from portal.audit.workflow import steps_of
from portal.help import articles
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def titles(client, address="/aide/") -> list[str]:
    sections = client.get(address).context["sections"]
    return [str(article.title) for section in sections for article in section.articles]


def test_each_reads_what_concerns_them(client, login):
    proof = "Vérifier un contrat signé, et son dossier de preuve"
    assert titles(client) == ["Se connecter pour la première fois", proof, "Protéger son compte"]
    agent = titles(login(UserFactory()))
    assert "La signature par SMS" in agent
    assert "Confirmer les contrats au back-office" not in agent
    assert "Confirmer les contrats au back-office" in titles(login(UserFactory(back_office=True)))
    assert "Créer un contrat et l’envoyer en signature" not in titles(login(UserFactory(client=True)))


@pytest.mark.parametrize("article", articles.all_articles(), ids=lambda article: article.slug)
def test_every_article_opens_for_whoever_may_read_it(login, article):
    user = next(
        user for role in Role if article.is_for(user := UserFactory(role=role, is_staff=role == Role.BACK_OFFICE))
    )
    html = login(user).get(reverse("help:article", args=[article.slug])).content.decode()
    assert str(article.title) in html
    assert "Contacter le support" in html


def test_an_article_for_accounts_asks_visitors_to_log_in(client, login):
    response = client.get("/aide/signature-par-sms/")
    assert response["Location"] == "/connexion/?next=/aide/signature-par-sms/"
    assert login(UserFactory()).get("/aide/back-office/").status_code == 404
    assert client.get("/aide/rien/").status_code == 404


@pytest.mark.parametrize("words", ["SMS code refusé", "renvoyer", "RETRACTATION", "telephone perdu"])
def test_a_search_reads_titles_texts_and_keywords(login, words):
    found = titles(login(UserFactory()), f"/aide/?q={words}")
    assert 1 <= len(found) < len(titles(login(UserFactory())))


def test_a_search_that_finds_nothing_leads_to_people(client):
    html = client.get("/aide/?q=zzzz%25" + "a" * 300).content.decode()
    assert "Aucun article ne répond" in html
    assert "Contacter le support" in html


def test_every_status_and_every_step_is_told():
    told = {state.label: [step.label for step in state.steps] for state in states()["states"]}
    assert list(told) == [str(label) for label in Status.labels]
    assert sum(map(len, told.values())) == len(steps_of(Contract))


def test_the_question_mark_of_a_page_leads_to_its_article(login):
    client = login(UserFactory())
    assert 'href="/aide/nouveau-contrat/"' in client.get("/contrats/nouveau/").content.decode()
    assert "Aide sur cette page" not in client.get("/aide/").content.decode()


def test_every_page_an_article_names_exists():
    known = set()
    for resolver, prefix in ((get_resolver(), ""),):
        known |= {f"{prefix}{name}" for name in resolver.reverse_dict if isinstance(name, str)}
        for namespace, (_path, inner) in resolver.namespace_dict.items():
            known |= {f"{namespace}:{name}" for name in inner.reverse_dict if isinstance(name, str)}
    named = {page for article in articles.all_articles() for page in article.pages}
    assert named - known == set()


def test_one_page_has_one_article():
    other = articles.Article("autre", "Autre", "", articles.START, "x.html", pages=("contracts:new",))
    with pytest.raises(ValueError, match="contracts:new already leads to nouveau-contrat"):
        articles.ARTICLES.add(other)
