"""The pages the law asks for: open to all, true to the settings, and led to from everywhere."""

import pytest

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PAGES = ["/mentions-legales/", "/confidentialite/", "/accessibilite/"]


@pytest.mark.parametrize("address", PAGES)
def test_anybody_reads_them(client, login, address):
    assert client.get(address).status_code == 200
    assert login(UserFactory()).get(address).status_code == 200


def test_the_notice_names_publisher_and_host(client, settings):
    settings.SELLER = settings.SELLER | {"director": "Ada Martin", "mediator": "Médiation 69, 1 rue X, Lyon"}
    settings.HOSTING = "Hébergeur SARL, 2 rue Y, Paris, 01 02 03 04 05"
    html = client.get("/mentions-legales/").content.decode()
    for words in ("Ada Martin", "Médiation 69", "Hébergeur SARL", settings.SELLER["siren"], settings.SELLER["capital"]):
        assert words in html


def test_the_privacy_page_says_whom_to_ask(client, settings):
    settings.PRIVACY_EMAIL = "dpo@exemple.example"
    assert 'href="mailto:dpo@exemple.example"' in client.get("/confidentialite/").content.decode()


@pytest.mark.parametrize("address", ["/connexion/", "/support/", "/aide/", "/", "/documents/"])
def test_every_kind_of_page_leads_to_them(client, login, address):
    if address in ("/", "/documents/"):
        client = login(UserFactory())
    html = client.get(address).content.decode()
    for page in PAGES:
        assert f'href="{page}"' in html


def test_the_menu_has_one_way_to_help(login):
    html = login(UserFactory()).get("/documents/").content.decode()
    menu = html[html.index('<nav class="nav"') :]
    assert menu[: menu.index("</nav>")].count('href="/aide/"') == 1
    assert "Aide et contact" not in html
