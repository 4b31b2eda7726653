"""The drive of a client: folders, files, versions, names, moves, the bin."""

import unicodedata
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from crm.clients.merging import merge
from crm.drive import actions, queries, rules
from crm.drive.models import FileVersion, Node
from portal.audit.transitions import Refused
from portal.core.values import dates
from portal.documents import files
from portal.documents.models import StoredFile
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
    return ClientFactory(owner=seller)


def test_tab_shows_folders_before_files_with_sizes(login, seller, person):
    put(person, "avis.pdf")
    put(person, "dedans.pdf", folder=folder(person, "Zèbre"))
    page = login(seller).get(f"/clients/{person.pk}/drive/").content.decode()
    assert page.index("Zèbre") < page.index("avis.pdf")
    assert "1 élément" in page
    assert "2 fichiers" in page


def test_drive_of_another_agency_does_not_exist(login, person):
    node = put(person)
    stranger = login(UserFactory())
    for url in (f"/clients/{person.pk}/drive/", f"/drive/{node.pk}/fichier/", f"/drive/{node.pk}/contenu/"):
        assert stranger.get(url).status_code == 404


def test_new_folder_is_opened_and_a_double_click_makes_one(login, seller, person):
    client = login(seller)
    for _click in range(2):
        page = client.post(f"/clients/{person.pk}/drive/dossier/", {"name": "Fiscalité"}, follow=True)
        assert "Ce dossier est vide" in page.content.decode()
    assert Node.objects.count() == 1


def test_plain_form_keeps_good_files_and_lists_bad_ones(login, seller, person):
    sent = [
        SimpleUploadedFile("a.pdf", pdf("a")),
        SimpleUploadedFile("b.exe", b"MZ\0"),
        SimpleUploadedFile("c.pdf", b""),
    ]
    page = login(seller).post(f"/clients/{person.pk}/drive/envoi/", {"files": sent})
    assert page.status_code == 422
    assert "b.exe" in page.content.decode()
    assert "Ce fichier est vide." in page.content.decode()
    assert [node.name for node in Node.objects.all()] == ["a.pdf"]


def test_script_reads_the_reason_of_a_refusal(login, seller, person):
    client = login(seller)
    url = f"/clients/{person.pk}/drive/envoi/"
    good = client.post(url, {"files": SimpleUploadedFile("a.pdf", pdf())}, headers={"accept": "application/json"})
    assert good.json()["name"] == "a.pdf"
    bad = client.post(url, {"files": SimpleUploadedFile("a.svg", b"<svg/>")}, headers={"accept": "application/json"})
    assert bad.status_code == 422
    assert "accepté" in bad.json()["error"]


def test_same_name_is_the_next_version_in_any_writing(person):
    put(person, "Résumé.pdf", words="1")
    node = put(person, unicodedata.normalize("NFD", "RÉSUMÉ.pdf"), words="2")
    assert (node.number, Node.objects.count(), FileVersion.objects.count()) == (2, 1, 2)
    assert files.read(node.stored) == pdf("2")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../x", "x.pdf"),
        ("x" * 300, "x" * 150 + ".pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe.pdf"),
        ("CON", "_CON.pdf"),
        ("con.pdf", "_con.pdf"),
        ("rapport.", "rapport.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("a:b|c?.pdf", "a-b-c-.pdf"),
    ],
)
def test_hostile_names_are_harmless(person, typed, kept):
    assert put(person, f"{typed}").name == kept
    made = folder(ClientFactory(), typed)
    assert "/" not in made.name
    assert made.name == rules.clean_name(made.name)


def test_folders_are_ten_deep_at_most(person):
    deep = folder(person, *(f"n{n}" for n in range(10)))
    assert deep.depth == 10
    with pytest.raises(Refused, match="dix niveaux"):
        put(person, folder=deep)


def test_folder_cannot_be_moved_into_itself_nor_too_deep(person, seller):
    top = folder(person, "a")
    deep = actions.add_folder(client=person, parent=top, name="b", by=seller)
    with pytest.raises(Refused, match="lui-même"):
        actions.move(node=top, to=deep, by=seller)
    ninth = folder(person, *(f"n{n}" for n in range(9)))
    with pytest.raises(Refused, match="dix niveaux"):
        actions.move(node=top, to=ninth, by=seller)


def test_moved_folder_takes_its_content_along(login, seller, person):
    top, other = folder(person, "a"), folder(person, "c")
    inside = put(person, folder=top)
    login(seller).post(f"/drive/{top.pk}/deplacement/", {"to": str(other.pk)})
    inside.refresh_from_db()
    assert inside.depth == 3
    assert [each.name for each in queries.path_of(inside)] == ["c", "a", "bilan.pdf"]


def test_taken_name_is_refused_at_its_field(login, seller, person):
    node = put(person, "a.pdf")
    put(person, "b.pdf")
    page = login(seller).post(f"/drive/{node.pk}/nom/", {"name": "B"})
    assert page.status_code == 422
    assert "existe déjà" in page.content.decode()
    login(seller).post(f"/drive/{node.pk}/nom/", {"name": "été"})
    node.refresh_from_db()
    assert node.name == "été.pdf"


def test_search_finds_without_accents_in_every_folder(login, seller, person):
    put(person, "Échéancier.pdf", folder=folder(person, "Prêts"))
    page = login(seller).get(f"/clients/{person.pk}/drive/?q=echeancier").content.decode()
    assert "Échéancier.pdf" in page
    assert "Prêts" in page


def test_bin_tells_origin_and_restores_versions_and_folders(login, seller, person):
    place = folder(person, "a", "b")
    node = put(person, folder=place, words="1")
    put(person, folder=place, words="2")
    client = login(seller)
    client.post(f"/drive/{node.pk}/suppression/")
    client.post(f"/drive/{queries.path_of(place)[0].pk}/suppression/")
    page = client.get(f"/clients/{person.pk}/drive/corbeille/").content.decode()
    assert "a / b" in page
    assert seller.get_full_name() in page
    client.post(f"/drive/{node.pk}/restauration/")
    node.refresh_from_db()
    assert [each.name for each in queries.path_of(node)] == ["a", "b", "bilan.pdf"]
    assert node.versions.count() == 2
    assert node.depth == 3


def test_restored_file_gets_another_name_when_its_own_is_taken(login, seller, person):
    node = put(person)
    client = login(seller)
    client.post(f"/drive/{node.pk}/suppression/")
    put(person)
    page = client.post(f"/drive/{node.pk}/restauration/", follow=True).content.decode()
    assert "bilan (2).pdf" in page


def test_bin_forgets_after_thirty_days_with_the_bytes(person, seller):
    place = folder(person, "a")
    kept = put(person, "reste.pdf", folder=place)
    put(person, folder=place, words="1")
    put(person, folder=place, words="2")
    actions.delete(node=kept, by=seller)
    actions.delete(node=place, by=seller)
    Node.objects.filter(pk=place.pk).update(binned_at=dates.now() - timedelta(days=settings.DRIVE_BIN_DAYS, hours=1))
    assert actions.purge_due() == 1
    assert list(Node.objects.all()) == [kept]
    assert StoredFile.objects.count() == 1
    assert actions.restore(node=kept, by=seller).parent.name == "a"


def test_sealed_documents_are_filed_once_and_stay(login, seller, person):
    stored = files.store(pdf("contrat"), name="CT-1-signe.pdf", kind="contract-signed", sealed=True)
    filed = [actions.file_sealed(client=person, document=stored, name=stored.name, folder="Contrats") for _ in "12"]
    assert filed[0] == filed[1]
    node = filed[0]
    client = login(seller)
    for url in ("suppression", "nom", "deplacement", "version"):
        assert client.post(f"/drive/{node.pk}/{url}/").status_code == 403
        if url != "version":
            assert client.post(f"/drive/{node.parent.pk}/{url}/").status_code == 403
    with pytest.raises(Refused, match="vient du portail"):
        put(person, "CT-1-signe.pdf", folder=node.parent)
    page = client.get(f"/drive/{node.pk}/fichier/").content.decode()
    assert "n’est pas modifiable" in page


def test_merged_client_brings_the_drive_along(person, seller):
    other = ClientFactory(owner=seller)
    put(person, folder=folder(person, "a"))
    put(other, folder=folder(other, "a"), words="autre")
    binned = put(other, "vieux.pdf")
    actions.delete(node=binned, by=seller)
    merge(kept=person, other=other, by=seller)
    assert set(Node.objects.values_list("client", flat=True)) == {person.pk}
    names = sorted(Node.objects.kept().values_list("name", flat=True))
    assert names == ["a", "bilan (2).pdf", "bilan.pdf"]


def test_page_of_a_drive_asks_few_queries(login, seller, person, django_assert_max_num_queries):
    for number in range(60):
        put(person, f"f{number:02}.pdf")
    client = login(seller)
    with django_assert_max_num_queries(14):
        page = client.get(f"/clients/{person.pk}/drive/").content.decode()
    assert "f49.pdf" in page
    assert "f50.pdf" not in page
