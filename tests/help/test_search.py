"""The help finds an article by the words people type, typos and accents forgiven."""

import pytest

from portal.access.roles import Role
from portal.help.articles import sections_for
from portal.help.search import question_words
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

QUERIES = [
    # questions of the guides, word for word
    ("Comment modifier les informations de mon profil ?", "parametres"),
    ("Comment ajouter une photo de profil ?", "photo-de-profil"),
    ("Comment se déconnecter ?", "se-deconnecter"),
    ("Comment trouver un partenaire, produit ou contrat ?", "trouver-dans-le-catalogue"),
    ("Comment modifier un partenaire, produit ou contrat ?", "modifier-l-offre"),
    ("Comment ajouter un nouveau client ?", "ajouter-un-client"),
    ("Comment trouver un client spécifique ?", "trouver-un-client"),
    ("Qu'est-ce que l'agrégation ?", "agregation"),
    ("Comment ajouter un fichier relatif à un client ?", "ajouter-un-fichier"),
    ("Comment envoyer ou faire un nouveau QCF ?", "envoyer-un-questionnaire"),
    ("Comment envoyer ou faire un nouveau QPR ?", "envoyer-un-questionnaire"),
    ("Comment supprimer un client ?", "supprimer-un-client"),
    ("Comment modifier les informations d'un client ?", "modifier-un-client"),
    ("Qu'est-ce qu'un contrat orphelin ?", "qu-est-ce-qu-un-orphelin"),
    ("Comment rattacher un contrat orphelin à un client ?", "contrat-orphelin"),
    ("Comment ajouter un signataire à un client ?", "ajouter-un-signataire"),
    ("Quelle est la différence entre le catalogue et l'offre ?", "catalogue-et-offre"),
    ("Comment ajouter un nouveau prospect ?", "ajouter-un-prospect"),
    # as people type
    ("le client n'a pas recu son code", "code-non-recu"),
    ("client pas reçu code sms", "code-non-recu"),
    ("le sms arrive pas", "code-non-recu"),
    ("photo profile", "photo-de-profil"),
    ("deconexion", "se-deconnecter"),
    ("catalog offre diference", "catalogue-et-offre"),
    ("contrat orfelin", "qu-est-ce-qu-un-orphelin"),
    ("ratacher orphelin", "contrat-orphelin"),
    ("agregasion", "agregation"),
    ("suprimer client", "supprimer-un-client"),
    ("import contacts google", "importer-des-clients"),
    ("fichier exel du partenaire", "importer-un-releve"),
    ("imprimer releve pdf", "imprimer-un-releve"),
    ("ajouter signatere", "ajouter-un-signataire"),
    ("mot de passe oublié", "premiere-connexion"),
]


def slugs(user, typed: str) -> list[str]:
    return [article.slug for section in sections_for(user, typed) for article in section.articles]


@pytest.fixture(scope="module")
def reader():
    """A person who may read every article."""

    class Reader:
        is_authenticated = is_active = True
        role = Role.BACK_OFFICE

        @staticmethod
        def has_right(right) -> bool:
            return True

    return Reader()


@pytest.mark.parametrize(("typed", "slug"), QUERIES)
def test_question_finds_its_article_first(reader, typed, slug):
    assert slugs(reader, typed)[:1] == [slug]


def test_any_of_the_words_is_enough(reader):
    assert "signature-par-sms" in slugs(reader, "xylophone signature zzzz")


def test_nothing_known_finds_nothing(reader):
    assert slugs(reader, "xylophone zzzz") == []


def test_answers_are_few(reader):
    assert 1 <= len(slugs(reader, "client contrat")) <= 8


def test_question_of_empty_words_keeps_them():
    assert question_words("que faire") == ["que", "faire"]
    assert question_words("Comment supprimer un client ?") == ["supprimer", "client"]


def test_articles_of_other_rights_are_not_found(reader):
    assert "back-office" not in slugs(UserFactory(), "confirmer les contrats au back-office")


def test_page_shows_what_the_article_says(login):
    desk = login(UserFactory())
    page = desk.get("/aide/?q=le client n'a pas recu son code").content.decode()
    assert 'href="/aide/code-non-recu/"' in page
    assert "Renvoyer un code" in desk.get("/aide/code-non-recu/").content.decode()
