"""Exports: exactly what is listed, nothing alive in it, for those who may; long ones by a worker."""

import csv
import io
from datetime import timedelta
from zipfile import ZipFile

import pytest

from portal.core.values import dates
from portal.documents import files
from portal.documents.models import StoredFile
from portal.exchange import exporting, jobs, notices, tasks, writing
from portal.exchange.models import ExportJob, JobState
from portal.messaging.models import Message
from portal.ui.listing import counting
from tests.contracts.desk import reader
from tests.documents.store import on_s3
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
EXPORT = "/contrats/export/"


@pytest.fixture
def manager():
    return UserFactory(manager=True)


@pytest.fixture
def sell(manager):
    product = ProductFactory(name="Énergie verte")

    def sold(name, **more):
        agent = UserFactory(organisation=manager.organisation)
        return ContractFactory(owner=agent, product=product, last_name=name, **more)

    return sold


def lines(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_the_file_holds_the_rows_the_columns_and_the_order_of_the_list(manager, sell):
    for name in ("Morel", "Aubry", "Martin"):
        sell(name, first_name="Éva", city="Lyon")
    ContractFactory(last_name="Martin", first_name="Ailleurs")
    query = "q=ma&tri=client-z&colonnes=client&colonnes=ville&colonnes=mobile&colonnes=prix"
    sell("Mallet", first_name="Éva", city="Lyon", phone="+33612345678")
    response = reader(manager).get(f"{EXPORT}?format=csv&{query}")
    assert response["Content-Disposition"].startswith('attachment; filename="contrats-')
    header, *rows = lines(response.content)
    assert header == ["Numéro", "Client", "Prix TTC", "Mobile", "Ville"]
    assert [row[1] for row in rows] == ["Éva Martin", "Éva Mallet"]
    assert rows[1][3:] == ["06 12 34 56 78", "Lyon"]
    assert rows[1][2].replace(",", "").isdigit()


def test_the_workbook_holds_the_same(manager, sell):
    sell("=1+1")
    response = reader(manager).get(f"{EXPORT}?format=xlsx&colonnes=client&colonnes=cree")
    with ZipFile(io.BytesIO(response.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=1+1" in sheet
    assert "<f>" not in sheet


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("  =1", "'  =1"),
        ("+1+1", "'+1+1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("+49 151 23456", "0049 151 23456"),
        ("06\u00a012\u00a034", "06 12 34"),
        ("l’été; \"vert\"", "l’été; \"vert\""),
        (None, ""),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula_and_phones_stay_readable(value, written):
    content = writing.csv_bytes(["A"], [[value]])
    assert lines(content)[1] == [written] or (written == "" and lines(content)[1] == [""])


def test_control_signs_do_not_pass():
    assert "\x00" not in writing.csv_bytes(["A"], [["a\x00\x1bb"]]).decode()
    assert writing.xlsx_bytes(["A"], [["a\x00\x1bb" + "x" * 40_000]])


def test_an_agent_has_no_export_unless_granted(sell):
    agent = sell("Martin").owner
    client = reader(agent)
    assert "Exporter" not in client.get("/contrats/").content.decode()
    assert client.get(f"{EXPORT}?format=csv").status_code == 403
    agent.extra_rights = ["contracts.export"]
    agent.save()
    assert len(lines(client.get(f"{EXPORT}?format=csv").content)) == 2


@pytest.fixture
def long(monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    monkeypatch.setattr(exporting, "CHUNK", 2)


@pytest.fixture
def job(manager, sell, long):
    for name in ("Un", "Deux", "Trois"):
        sell(name)
    reader(manager).post(f"{EXPORT}?format=csv&tri=client&colonnes=client", {"format": "csv"})
    return ExportJob.objects.get()


def test_a_long_export_asks_first_then_waits_for_a_worker(manager, sell, long):
    sell("Un"), sell("Deux")
    client = reader(manager)
    asked = client.get(f"{EXPORT}?format=xlsx")
    assert "Préparer le fichier" in asked.content.decode()
    assert not ExportJob.objects.exists()
    for _ in range(2):
        response = client.post(f"{EXPORT}?colonnes=client", {"format": "xlsx"})
    job = ExportJob.objects.get()
    assert response["Location"] == f"/exports/{job.pk}/"
    assert "0 / 2" in client.get(f"/exports/{job.pk}/").content.decode()


def test_a_search_tells_how_many_rows_will_be_written(manager, sell, long, monkeypatch):
    """The list itself stops counting finds at two pages."""
    monkeypatch.setattr(counting, "MOST_FINDS", 1)
    for name in ("Un Martin", "Deux Martin", "Trois Martin", "Quatre"):
        sell(name)
    client = reader(manager)
    assert "3 contrats" in client.get(f"{EXPORT}?q=martin").content.decode()
    client.post(f"{EXPORT}?q=martin", {"format": "csv"})
    assert ExportJob.objects.get().expected == 3


@pytest.mark.parametrize("query", ["", "q=martin"])
def test_too_many_rows_are_told_before_anything_is_prepared(manager, sell, long, monkeypatch, query):
    monkeypatch.setattr(exporting, "MOST_ROWS", 1)
    sell("Un Martin"), sell("Deux Martin")
    client = reader(manager)
    for response in (client.get(f"{EXPORT}?{query}"), client.post(f"{EXPORT}?{query}", {"format": "csv"})):
        assert "Ajoutez un filtre" in response.content.decode()
        assert "Préparer le fichier" not in response.content.decode()
    assert not ExportJob.objects.exists()


def test_the_worker_writes_it_and_its_owner_downloads_it(manager, job):
    tasks.sweep()
    job.refresh_from_db()
    assert (job.state, job.handled, job.attempts) == (JobState.READY, 3, 1)
    client = reader(manager)
    part = client.get(f"/exports/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "Télécharger" in part
    assert "every 1s" not in part
    response = client.get(f"/exports/{job.pk}/fichier/")
    assert [row[1].split()[-1] for row in lines(response.content)[1:]] == ["Deux", "Trois", "Un"]
    mine = client.get("/exports/").content.decode()
    assert "Prêt" in mine
    assert f"/exports/{ExportJob.objects.get().pk}/fichier/" in mine, "one click away from the list"


@pytest.mark.parametrize("page", ["", "fichier/"])
def test_an_export_is_ones_own(job, page):
    tasks.sweep()
    assert reader(UserFactory(back_office=True)).get(f"/exports/{job.pk}/{page}").status_code == 404


def test_a_job_sees_what_its_owner_sees_when_it_runs(manager, job):
    manager.organisation = UserFactory().organisation
    manager.save()
    tasks.sweep()
    job.refresh_from_db()
    assert (job.state, job.handled) == (JobState.READY, 0)


@pytest.mark.parametrize("change", [{"role": "agent"}, {"is_active": False}])
def test_a_job_whose_owner_lost_the_right_makes_nothing(manager, job, change):
    for name, value in change.items():
        setattr(manager, name, value)
    manager.save()
    tasks.sweep()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "plus le droit" in job.error
    assert not StoredFile.objects.filter(kind="export").exists()


def test_a_file_made_before_the_right_was_lost_is_not_handed_out(manager, job):
    tasks.sweep()
    manager.role = "agent"
    manager.save()
    assert reader(manager).get(f"/exports/{job.pk}/fichier/").status_code == 404


def test_a_file_goes_after_seven_days(job, commit_hooks):
    tasks.sweep()
    ExportJob.objects.update(expires_at=dates.now() - timedelta(seconds=1))
    with commit_hooks():
        tasks.sweep()
    job.refresh_from_db()
    assert (job.state, job.file) == (JobState.EXPIRED, None)
    assert not StoredFile.objects.filter(kind="export").exists()
    assert "plus disponible" in reader(job.owner).get(f"/exports/{job.pk}/").content.decode()


def test_a_worker_that_died_is_replaced_but_not_for_ever(job, monkeypatch):
    def dies(*args):
        raise MemoryError

    monkeypatch.setattr(exporting, "make_file", dies)
    for _ in range(jobs.MOST_ATTEMPTS):
        with pytest.raises(MemoryError):
            exporting.run_export(job_id=job.pk)
        exporting.run_export(job_id=job.pk)  # the lease holds: nobody else takes it
        ExportJob.objects.update(lease=dates.now() - timedelta(seconds=1))
    exporting.run_export(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, jobs.MOST_ATTEMPTS)


def test_an_export_waits_for_a_store_that_is_away_however_long(job, settings, monkeypatch):
    monkeypatch.setattr(files, "_silence", {"until": 0.0})
    here = settings.STORAGES
    on_s3(settings, "http://127.0.0.1:1")
    for _ in range(jobs.MOST_ATTEMPTS + 1):
        ExportJob.objects.update(lease=None)
        exporting.run_export(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.RUNNING, 0)
    settings.STORAGES = here
    files._silence["until"] = 0.0
    ExportJob.objects.update(lease=None)
    exporting.run_export(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == JobState.READY


def test_an_export_has_an_end(job, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_ROWS", 2)
    tasks.sweep()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "ajoutez un filtre" in job.error


@pytest.mark.parametrize("query", ["format=pdf", "format=", "format=csv&suite=%00", "format=csv&cree_du=x&statut=1"])
def test_nonsense_in_the_address_breaks_nothing(manager, sell, query):
    sell("Un")
    assert reader(manager).get(f"{EXPORT}?{query}").status_code in (200, 400)


def test_two_workers_that_both_finish_leave_one_file(job, monkeypatch):
    """The first was thought dead: the other took the export over, and was ready before it."""
    content = exporting._content

    def taken_over_meanwhile(late):
        written = content(late)
        if late.attempts == 1:
            ExportJob.objects.update(lease=dates.now() - timedelta(seconds=1))
            exporting.run_export(job_id=late.pk)
        return written

    monkeypatch.setattr(exporting, "_content", taken_over_meanwhile)
    exporting.run_export(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.READY, 2)
    assert list(StoredFile.objects.filter(kind="export")) == [job.file]
    assert Message.objects.filter(kind=notices.READY).count() == 1


def test_an_export_that_cannot_be_handed_out_leaves_no_file(job, monkeypatch):
    def refuse(*_):
        raise RuntimeError

    monkeypatch.setattr(notices, "tell_ready", refuse)
    with pytest.raises(RuntimeError):
        exporting.run_export(job_id=job.pk)
    assert not StoredFile.objects.filter(kind="export").exists()


def test_no_transaction_waits_for_the_store(store_saves, job):
    exporting.run_export(job_id=job.pk)
    assert store_saves == [False]
