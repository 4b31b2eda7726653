"""The list, the search, `Nouveau`, and the page of a document."""

import pytest
from django.utils.html import escape

from catalog.library import actions
from catalog.library.queries import ON_A_SHELF
from catalog.models import Opening
from portal.documents.uploads import Upload
from tests.factories.accounts import UserFactory
from tests.factories.library import CategoryFactory, DocumentFactory, pdf

pytestmark = pytest.mark.django_db
FRAME = 3


@pytest.fixture
def agent():
    return UserFactory()


def page_of(client, address="/documents/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_documents_stand_by_category_the_newest_first(login, agent):
    second, first = CategoryFactory(name="Tarifs", position=20), CategoryFactory(name="Modèles", position=10)
    old, new = DocumentFactory(category=first, days_ago=9), DocumentFactory(category=first, days_ago=1)
    price = DocumentFactory(category=second)
    html = page_of(login(agent)).partition('id="library"')[2]
    places = [html.index(text) for text in ("Modèles", new.title, old.title, "Tarifs", price.title)]
    assert places == sorted(places)


def test_a_long_shelf_shows_its_newest_and_leads_to_the_rest(login, agent):
    category = CategoryFactory()
    documents = [DocumentFactory(category=category, days_ago=age) for age in range(ON_A_SHELF + 2)]
    client = login(agent)
    html = page_of(client)
    assert html.count("doc-card__title") == ON_A_SHELF
    assert documents[-1].title not in html
    assert f"Voir les {ON_A_SHELF + 2} documents" in html
    assert documents[-1].title in page_of(client, f"/documents/?categorie={category.pk}")


@pytest.mark.parametrize("words", ["ENERGETIQUE", "énergé", "plaq audit", "confluence", "tarifs"])
def test_a_search_finds_words_of_title_description_category_and_file(login, agent, words):
    category = CategoryFactory(name="Tarifs")
    found = DocumentFactory(
        title="Plaquette audit énergétique", description="Agence Confluence", category=category, name="Énergie.pdf"
    )
    other = DocumentFactory(title="Fax par internet")
    html = page_of(login(agent), f"/documents/?q={words}")
    assert found.title in html
    assert other.title not in html


def test_a_renamed_category_is_found_by_its_new_name(login, agent):
    document = DocumentFactory()
    document.category.name = "Brochures"
    document.category.save()
    assert document.title in page_of(login(agent), "/documents/?q=brochures")


def test_nothing_found_says_what_to_do(login, agent):
    client = login(agent)
    assert "Aucun document en ligne" in page_of(client)
    DocumentFactory()
    assert "Aucun document ne correspond" in page_of(client, "/documents/?q=introuvable")


def test_a_document_is_new_for_fourteen_days_and_until_it_is_opened(login, agent):
    client = login(agent)
    DocumentFactory(days_ago=15)
    assert "Nouveau</span>" not in page_of(client)
    document = DocumentFactory(days_ago=13)
    assert page_of(client).count("Nouveau</span>") == 1
    assert document.title in page_of(client, "/documents/?etat=nouveaux")
    client.get(document.get_absolute_url())
    assert "Nouveau</span>" not in page_of(client)
    assert "Nouveau</span>" in page_of(login(UserFactory()))


def test_a_new_version_is_new_again(login, agent):
    client = login(agent)
    document = DocumentFactory(days_ago=30)
    client.get(document.get_absolute_url())
    actions.replace_file(
        document=document, upload=Upload(pdf("suite"), "v2.pdf", ""), version=1, by=document.uploaded_by
    )
    assert "Nouveau</span>" in page_of(client)


def test_opening_counts_once_a_person_and_every_time(login, agent):
    document = DocumentFactory()
    client = login(agent)
    for _ in range(3):
        client.get(document.get_absolute_url())
    client.head(document.get_absolute_url())
    client.get(f"/documents/{document.pk}/fichier/")
    client = login(UserFactory())
    client.get(document.get_absolute_url())
    assert sorted(Opening.objects.values_list("times", flat=True)) == [1, 3]
    assert "Ouvert par 2 personnes, 4 fois" in page_of(login(UserFactory(back_office=True)))
    assert "Ouvert par" not in page_of(login(agent))


def test_download_counts_as_opening_for_files_browsers_cannot_show(login, agent):
    document = DocumentFactory(table=True)
    client = login(agent)
    html = page_of(client, document.get_absolute_url())
    assert "<iframe" not in html
    assert not Opening.objects.exists()
    response = client.get(f"/documents/{document.pk}/fichier/")
    assert response["Content-Disposition"].startswith("attachment")
    assert Opening.objects.get().times == 1


def test_a_pdf_opens_in_the_page_and_may_be_downloaded(login, agent):
    document = DocumentFactory()
    client = login(agent)
    assert f'src="/documents/{document.pk}/fichier/#' in page_of(client, document.get_absolute_url())
    inline = client.get(f"/documents/{document.pk}/fichier/")
    assert inline["Content-Disposition"].startswith("inline")
    assert inline["Content-Type"] == "application/pdf"
    assert inline["X-Frame-Options"] == "SAMEORIGIN"
    download = client.get(f"/documents/{document.pk}/fichier/?telecharger=1")
    assert download["Content-Disposition"].startswith("attachment")


def test_a_title_of_hostile_signs_is_shown_as_it_is(login, agent):
    title = "<script>alert('x')</script>=1+1"
    document = DocumentFactory(title=title)
    client = login(agent)
    assert escape(title) in page_of(client)
    assert escape(title) in page_of(client, document.get_absolute_url())


@pytest.mark.parametrize(
    "query",
    [
        "categorie=x", "categorie=99999999999999999999", "categorie=-1", "etat=__class__", "etat=past", "suite=abc",
        "q=%25", "q=" + "a" * 500, "suite=WyJuIiwgMSwgMV0", "q=a&suite=" + "Z" * 300, "categorie=1&categorie=2",
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_ignored(login, agent, query):
    DocumentFactory()
    assert login(agent).get(f"/documents/?{query}").status_code == 200


def test_only_publishers_filter_by_state(login, agent):
    past, online = DocumentFactory(past=True), DocumentFactory()
    html = page_of(login(agent), "/documents/?etat=past")
    assert past.title not in html
    assert online.title in html
    html = page_of(login(UserFactory(back_office=True)), "/documents/?etat=past")
    assert past.title in html
    assert online.title not in html


@pytest.mark.parametrize(("address", "queries"), [("/documents/", 1), ("/documents/?q=plaquette", 2)])
def test_the_list_takes_the_same_few_queries_however_long(login, agent, django_assert_num_queries, address, queries):
    client = login(agent)
    client.get(address)
    for _ in range(12):
        DocumentFactory()
    # Those of every page (session, reader, bell) and the categories of the filter come on top.
    with django_assert_num_queries(queries + FRAME + 1):
        assert client.get(address).status_code == 200


def test_a_document_takes_few_queries(login, agent, django_assert_num_queries):
    document = DocumentFactory()
    client = login(agent)
    client.get(document.get_absolute_url())
    with django_assert_num_queries(FRAME + 2):  # the document, and that it was opened
        client.get(document.get_absolute_url())


def test_the_search_over_everything_finds_documents_in_ones_scope(login, agent):
    found, hidden = DocumentFactory(title="Tarif public"), DocumentFactory(title="Tarif interne", past=True)
    html = page_of(login(agent), "/recherche/?q=tarif")
    assert found.get_absolute_url() in html
    assert hidden.title not in html
