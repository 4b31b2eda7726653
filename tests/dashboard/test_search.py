"""`/recherche/`: everything one may see, nothing else, in any writing."""

import pytest
from lxml import html

from portal.access.roles import ROLE_RIGHTS, Role
from portal.core.plugs.search import sources_for
from portal.ui.components.highlight import highlight
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.clients import ClientFactory
from tests.factories.contracts import ContractFactory, back_office
from tests.factories.news import NewsFactory

pytestmark = pytest.mark.django_db

PANEL = {"HX-Request": "true", "HX-Target": "search-panel"}
RESULTS = {"HX-Request": "true", "HX-Target": "hits"}


@pytest.fixture
def agent():
    return UserFactory()


def found(user, words, **more) -> dict[str, list[str]]:
    """Titles of the hits by kind, as the page shows them."""
    response = reader(user).get("/recherche/", {"q": words}, **more)
    assert response.status_code == 200
    groups = html.fromstring(f"<div>{response.content.decode()}</div>").xpath("//section[@class='hits']")
    return {
        group.xpath("h2")[0].text_content().strip(): [
            title.text_content() for title in group.xpath(".//*[@class='hit__title']")
        ]
        for group in groups
    }


def test_news_are_found_by_those_they_are_addressed_to(agent):
    news = NewsFactory(title="Fermeture d’été", body="Le bureau de Nîmes ferme.")
    NewsFactory(title="Nîmes, pour les partenaires", roles=[Role.PARTNER])
    NewsFactory(title="Nîmes, plus tard", scheduled=True)
    NewsFactory(title="Nîmes, brouillon", draft=True)
    assert found(agent, "nimes ÉTÉ") == {"Actualités": [news.title]}
    assert found(UserFactory(client=True), "nimes") == {"Actualités": [news.title]}
    assert found(back_office(), "nimes")["Actualités"][0] == "Nîmes, brouillon"


def test_one_word_finds_contracts_clients_and_products(agent):
    contract = ContractFactory(awaiting_client=True, owner=agent, last_name="Énault", first_name="Zoé")
    ProductFactory(name="Contrôle enault")
    assert found(agent, "ENAULT") == {
        "Contrats": ["Zoé Énault"],
        "Clients": [contract.client.display_name],
        "Produits": ["Contrôle enault"],
    }


@pytest.mark.parametrize(
    "words", ["06 12 34 56 78", "0612345678", "+33 6 12 34 56 78", "06.12.34.56.78", "12 34 56", "345678", "zoe@exem"]
)
def test_a_client_is_found_by_phone_in_any_writing_and_by_mail(agent, words):
    client = ClientFactory(owner=agent, phone="+33612345678", email="zoe@exemple.example")
    ClientFactory(owner=agent)
    assert found(agent, words)["Clients"] == [client.display_name]


def test_a_contract_is_found_by_the_end_of_its_number_the_newest_first(agent):
    first = ContractFactory(awaiting_client=True, owner=agent, phone="+33699999998")
    second = ContractFactory(awaiting_client=True, owner=agent, phone="+33699999999")
    assert found(agent, first.number[-6:])["Contrats"] == [first.display_name]
    assert found(agent, "lefevre")["Contrats"] == [second.display_name, first.display_name]


def test_search_stays_in_the_reader_s_scope(agent):
    ContractFactory(awaiting_client=True, last_name="Secret")
    draft = ContractFactory(owner=agent, first_name="Ébauche", last_name="Secret")
    assert found(agent, "secret") == {"Contrats": [draft.display_name]}
    assert draft.display_name not in found(back_office(), "secret")["Contrats"]
    assert found(UserFactory(client=True), "secret") == {}
    assert found(UserFactory(role="partner"), "secret") == {}


def test_a_manager_finds_what_the_agency_has(agent):
    contract = ContractFactory(awaiting_client=True, owner=agent)
    assert found(UserFactory(manager=True, organisation=agent.organisation), contract.number)["Contrats"]
    assert found(UserFactory(manager=True), contract.number) == {}


def test_a_product_leads_sellers_to_a_contract_and_the_office_to_its_page(agent):
    product = ProductFactory(name="Pompe à chaleur")
    assert f"/contrats/nouveau/?produit={product.pk}" in reader(agent).get("/recherche/?q=pompe").content.decode()
    office = reader(back_office()).get("/recherche/?q=pompe").content.decode()
    assert f"/admin/catalog/product/{product.pk}/change/" in office


def test_each_kind_shows_a_few_and_leads_to_all(agent):
    for _turn in range(6):
        ClientFactory(owner=agent, last_name="Dupont")
    panel = reader(agent).get("/recherche/?q=dupont", headers=PANEL).content.decode()
    assert panel.count("hit__title") == 5
    assert "/clients/?q=dupont" in panel
    page = reader(agent).get("/recherche/?q=dupont").content.decode()
    assert page.count("hit__title") == 6
    assert "/clients/?q=dupont" not in page


def test_the_part_a_script_swaps_is_the_part_of_the_page(agent):
    ContractFactory(awaiting_client=True, owner=agent)
    desk = reader(agent)
    page = html.fromstring(desk.get("/recherche/?q=lefevre").content.decode())
    part = desk.get("/recherche/?q=lefevre", headers=RESULTS).content.decode()
    inside = page.xpath("//*[@id='hits']")[0]
    assert "<html" not in part
    assert inside.text_content().split() == html.fromstring(f"<div>{part}</div>").text_content().split()


def test_a_search_costs_one_query_per_kind(agent, django_assert_num_queries):
    ContractFactory(awaiting_client=True, owner=agent)
    desk = reader(agent)
    kinds = len(sources_for(agent)) - 1  # pages and first steps ask nothing
    with django_assert_num_queries(kinds + 2):  # session, account, and each kind
        desk.get("/recherche/?q=lefevre", headers=PANEL)
    for _turn in range(3):
        ContractFactory(awaiting_client=True, owner=agent)
    with django_assert_num_queries(kinds + 2):
        desk.get("/recherche/?q=lefevre", headers=PANEL)


def test_single_letter_is_not_searched(agent, django_assert_num_queries):
    desk = reader(agent)
    with django_assert_num_queries(2):
        text = desk.get("/recherche/?q=a", headers=PANEL).content.decode()
    assert "deux lettres" in text


@pytest.mark.parametrize(
    "words",
    ["%", "__class__", "=1+1", "'; drop table", "<script>alert(1)</script>", "é" * 3000, "\\", "((((", "٣٤٥", "\ud83d"],
)
def test_nonsense_finds_nothing_and_breaks_nothing(agent, words):
    ContractFactory(awaiting_client=True, owner=agent)
    response = reader(agent).get("/recherche/", {"q": words.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_a_name_of_three_hundred_letters_is_shown_whole(agent):
    ClientFactory(owner=agent, kind="company", company_name="Société " + "x" * 190)
    assert found(agent, "societe")["Clients"] == ["Société " + "x" * 190]


def test_the_box_is_on_every_page_of_those_who_are_signed_in(agent, client, monkeypatch):
    monkeypatch.setitem(ROLE_RIGHTS, "partner", frozenset())  # news remain
    assert 'id="search-panel"' in reader(agent).get("/").content.decode()
    assert 'id="search-panel"' in reader(UserFactory(role="partner")).get("/").content.decode()
    assert 'id="search-panel"' not in client.get("/aide/").content.decode()


def test_a_visitor_is_asked_to_log_in(client):
    assert client.get("/recherche/?q=abc").status_code == 302


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Zoé Énault", "enault", "Zoé <mark>Énault</mark>"),
        ("06 12 34 56 78", "0612", "<mark>06 12</mark> 34 56 78"),
        ("06 12 34 56 78", "+33612", "0<mark>6 12</mark> 34 56 78"),
        ("Cœur & fils", "coeur", "<mark>Cœur</mark> &amp; fils"),
        ("Anna Hannah", "anna an", "<mark>Anna</mark> H<mark>anna</mark>h"),
        ("<b>", "b", "&lt;b&gt;"),
        ("<bb>", "bb", "&lt;<mark>bb</mark>&gt;"),
        ("Rien", "", "Rien"),
        ("a+b (c)", "(c)", "a+b <mark>(c)</mark>"),
    ],
)
def test_matches_are_highlighted_in_any_format(text, words, shown):
    assert str(highlight(text, words)).replace("\u00a0", " ") == shown


def test_pages_and_first_steps_are_found_by_the_beginning_of_their_words(agent):
    assert found(agent, "nouv contr")["Aller à"] == ["Nouveau contrat"]
    assert "Clients" in found(agent, "cli")["Aller à"]
    assert found(agent, "param")["Aller à"] == ["Paramètres"]


def test_pages_of_other_rights_are_not_offered(agent):
    office = back_office()
    for entry in ("back", "nouveau contrat"):
        mine, theirs = (found(user, entry).get("Aller à", []) for user in (agent, office))
        assert mine != theirs
    assert "Nouveau contrat" not in found(office, "nouveau contrat").get("Aller à", [])
