"""Drives with very many files: page, deletion, ZIP."""

import io
import time
import tracemalloc
import zipfile

import pytest

from crm.drive import actions, archive, queries
from crm.drive.enums import Kind
from crm.drive.models import FileVersion, Node
from portal.documents import files
from tests.factories.clients import ClientFactory
from tests.factories.drive import folder, put
from tests.factories.library import pdf

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


def fill(client, parent, count: int) -> None:
    """Write `count` files that share their bytes."""
    model = put(client, "modèle.pdf", folder=parent)
    nodes = [
        Node(client=client, parent=parent, kind=Kind.FILE, name=f"f{n:05}.pdf", key=f"f{n:05}.pdf", depth=model.depth,
             sort_name=f"file f{n:05}.pdf", stored=model.stored, size=model.size, number=1)
        for n in range(count)
    ]  # fmt: skip
    made = Node.objects.bulk_create(nodes, batch_size=1000)
    FileVersion.objects.bulk_create([FileVersion(node=node, number=1, stored=model.stored) for node in made])


def test_ten_thousand_files_are_paged(login, django_assert_max_num_queries):
    client = ClientFactory()
    fill(client, None, 10_000)
    browser = login(client.owner)
    browser.get(f"/clients/{client.pk}/drive/")
    with django_assert_max_num_queries(14):
        start = time.process_time()
        page = browser.get(f"/clients/{client.pk}/drive/").content.decode()
        seconds = time.process_time() - start
    assert "10 001 fichiers" in page.replace("\u202f", " ").replace("\xa0", " ") or "10001 fichiers" in page
    assert seconds < 1
    assert "f00049.pdf" in browser.get(f"/clients/{client.pk}/drive/?q=f00049").content.decode()


def test_folder_of_a_thousand_files_is_deleted_within_two_seconds(login):
    client = ClientFactory()
    place = folder(client, "a")
    fill(client, place, 1000)
    browser = login(client.owner)
    start = time.process_time()
    browser.post(f"/drive/{place.pk}/suppression/")
    assert time.process_time() - start < 2
    assert not Node.objects.kept().exists()
    browser.post(f"/drive/{place.pk}/restauration/")
    assert Node.objects.kept().count() == 1002
    actions.delete(node=place, by=client.owner)
    actions.forget(node=Node.objects.get(pk=place.pk), by=client.owner)
    assert actions.purge_due() == 1001
    assert not Node.objects.exists()


def test_zip_of_a_folder_holds_every_file_under_its_path(login):
    client = ClientFactory()
    place = folder(client, "Année 2026")
    put(client, "a.pdf", folder=place, words="a")
    put(client, "b.pdf", folder=actions.add_folder(client=client, parent=place, name="Été", by=client.owner), words="b")
    put(client, "ailleurs.pdf")
    answer = login(client.owner).get(f"/drive/{place.pk}/zip/")
    assert "Ann%C3%A9e%202026.zip" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as found:
        assert found.testzip() is None
        assert sorted(found.namelist()) == ["a.pdf", "Été/b.pdf"] or sorted(found.namelist()) == ["a.pdf", "Été/b.pdf"]
        assert found.read("Été/b.pdf") == pdf("b")


def test_zip_of_five_hundred_megabytes_is_sent_in_little_memory(monkeypatch):
    client = ClientFactory()
    fill(client, None, 24)
    monkeypatch.setattr(files, "read", lambda stored: bytes(20 * MEGABYTE))
    entries = queries.files_below(client, None)
    tracemalloc.start()
    sent = sum(len(chunk) for chunk in archive.stream(entries))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent > 500 * MEGABYTE
    assert peak < 60 * MEGABYTE


def test_zip_names_what_it_could_not_read(monkeypatch):
    client = ClientFactory()
    put(client, "perdu.pdf")

    def gone(stored):
        raise files.AlteredFile(stored, missing=True)

    monkeypatch.setattr(files, "read", gone)
    content = b"".join(archive.stream(queries.files_below(client, None)))
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        assert found.read(archive.MISSING) == b"perdu.pdf"
