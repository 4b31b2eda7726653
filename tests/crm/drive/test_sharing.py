"""One file shared with the client by link, and files that the client is asked for."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from crm.clients.enums import Kind
from crm.drive import actions
from crm.drive.models import FileRequest, Node
from portal.links.models import SecureLink
from portal.messaging.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.drive import folder, put
from tests.factories.library import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return UserFactory()


@pytest.fixture
def person(seller):
    return ClientFactory(owner=seller, kind=Kind.PERSON)


def mailed() -> str:
    """Return the path of the link of the last mail."""
    text = Message.objects.order_by("-pk").first().content().text
    return re.search(r"https?://[^/]+(/l/\S+/)", text).group(1)


def entered(browser, url: str, person):
    return browser.post(url, {"birth_date": person.birth_date.strftime("%d/%m/%Y")}, follow=True)


def test_client_reads_the_shared_file_and_no_other(login, client, seller, person):
    node = put(person, "avis.pdf")
    login(seller).post(f"/drive/{node.pk}/partage/")
    client.logout()
    url = mailed()
    assert "avis.pdf" not in client.get(url).content.decode()
    assert "avis.pdf" in entered(client, url, person).content.decode()
    answer = client.get(f"{url}contenu/?telecharger")
    assert answer.content == pdf("avis.pdf")
    put(person, "avis.pdf", words="v2")
    assert client.get(f"{url}contenu/?version=1").content == pdf("v2")


def test_link_is_dead_once_cut_or_the_file_deleted(login, client, seller, person):
    node = put(person)
    actions.share(node=node, by=seller)
    url = mailed()
    entered(client, url, person)
    actions.unshare(node=node, by=seller)
    assert client.get(url).status_code == 410
    actions.share(node=node, by=seller)
    url = mailed()
    actions.delete(node=node, by=seller)
    assert client.get(url).status_code == 410


def test_client_sends_what_was_asked_into_the_folder_and_the_seller_is_told(login, client, seller, person):
    place = folder(person, "Fiscal")
    key = str(uuid.uuid4())
    browser = login(seller)
    for _click in range(2):
        browser.post(f"/clients/{person.pk}/drive/demande/?dossier={place.pk}", {"what": "Avis d’impôt", "key": key})
    assert FileRequest.objects.count() == SecureLink.objects.count() == 1
    client.logout()
    url = mailed()
    assert "Avis d’impôt" in entered(client, url, person).content.decode()
    page = client.post(f"{url}fin/", follow=True).content.decode()
    assert "au moins un fichier" in page
    bad = client.post(
        f"{url}envoi/", {"files": SimpleUploadedFile("x.svg", b"<svg/>")}, headers={"accept": "application/json"}
    )
    assert bad.status_code == 422
    client.post(f"{url}envoi/", {"files": SimpleUploadedFile("avis.pdf", pdf("avis"))})
    node = Node.objects.files().get()
    assert node.parent == place
    assert node.versions.get().source == "client"
    page = client.post(f"{url}fin/", follow=True).content.decode()
    assert "Merci" in page
    told = Message.objects.filter(template="crm/notices/drive_received").count()
    assert told >= 1
    assert not FileRequest.objects.waiting().exists()


def test_cancelled_request_ends_its_link(login, client, seller, person):
    asked = actions.ask(client=person, folder=None, what="Bilan", key=uuid.uuid4(), by=seller)
    url = mailed()
    login(seller).post(f"/drive/demandes/{asked.pk}/annulation/")
    client.logout()
    assert client.get(url).status_code == 410


def test_client_without_an_address_is_told_on_the_page(login, seller):
    silent = ClientFactory(owner=seller, email="")
    node = put(silent)
    page = login(seller).post(f"/drive/{node.pk}/partage/", follow=True).content.decode()
    assert "pas d’adresse e-mail" in page
