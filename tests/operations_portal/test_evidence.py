"""Stored files are read again: what is gone or changed is named on the pages, and staff are told."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from portal.audit.models import EventDetail
from portal.core.values import dates
from portal.documents import files, verification
from portal.documents.models import FileFault, StoredFile
from portal.messaging.models import Message
from portal.operations import tasks, verifying
from portal.operations.models import Verification
from portal.operations.services import history
from tests.contracts.desk import reader
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%s\nstartxref\n0\n%%EOF\n"


def kept(text: bytes = b"") -> StoredFile:
    return files.store(PDF.replace(b"%s", text), name="contrat.pdf", kind="contract", sealed=True)


def place_of(stored: StoredFile) -> Path:
    return Path(default_storage.path(stored.key))


def change_a_byte(stored: StoredFile) -> bytes:
    before = place_of(stored).read_bytes()
    place_of(stored).write_bytes(b"%PDF-1.8" + before[8:])
    return before


def age_all(**time) -> None:
    StoredFile.objects.update(checked_at=dates.now() - timedelta(**time))


def test_changed_and_missing_files_are_named_in_words():
    changed, missing, _whole = kept(b"a"), kept(b"b"), kept(b"c")
    change_a_byte(changed)
    default_storage.delete(missing.key)
    age_all(hours=21)
    tasks.check_files()
    assert dict(FileFault.objects.values_list("stored", "kind")) == {changed.pk: "altered", missing.pk: "missing"}
    found = history.evidence()
    assert found.tone == "danger"
    assert "2 fichiers conservés ont un problème" in found.sentence
    page = reader(UserFactory(back_office=True)).get("/etat/preuves/").content.decode()
    assert "introuvable dans le stockage" in page
    assert "modifié depuis son dépôt" in page


def test_staff_are_told_once_of_each_file():
    staff, agent = UserFactory(back_office=True), UserFactory()
    default_storage.delete(kept().key)
    age_all(hours=21)
    tasks.check_files()
    age_all(hours=21)
    tasks.check_files()
    told = Message.objects.filter(kind=verifying.FILE_FAULT)
    assert [(message.recipient, message.subject) for message in told.filter(channel="portal")] == [
        (str(staff.pk), "Un fichier conservé est introuvable dans le stockage")
    ]
    assert [message.recipient for message in told.filter(channel="email")] == [staff.email]
    assert not told.filter(recipient__in=[agent.email, str(agent.pk)]).exists()


def test_file_put_back_is_right_at_the_next_reading():
    stored, staff = kept(), reader(UserFactory(back_office=True))
    before = change_a_byte(stored)
    assert verification.check(stored).kind == "altered"
    staff.post(f"/etat/preuves/{stored.pk}/verification/")
    assert FileFault.objects.exists()
    place_of(stored).write_bytes(before)
    page = staff.post(f"/etat/preuves/{stored.pk}/verification/", follow=True)
    assert "Ce fichier est intact." in page.content.decode()
    assert not FileFault.objects.exists()


def test_all_files_are_read_within_a_day_in_slices(monkeypatch):
    monkeypatch.setattr(verification, "SMALLEST_SLICE", 2)
    for number in range(5):
        kept(b"%d" % number)
    assert verification.check_slice() == 0, "read when they were stored"
    age_all(hours=21)
    assert [verification.check_slice() for _ in range(4)] == [2, 2, 1, 0]
    monkeypatch.setattr(verification, "SMALLEST_SLICE", 1)
    monkeypatch.setattr(verification, "RUNS", 2)
    age_all(hours=21)
    assert [verification.check_slice() for _ in range(2)] == [3, 2], "the slice grows with the number of files"


def test_store_that_is_away_is_no_fault(monkeypatch):
    kept()
    age_all(hours=21)

    def away(*_given):
        raise ConnectionError

    monkeypatch.setattr(default_storage, "open", away)
    with pytest.raises(files.StorageUnavailable):
        tasks.check_files()
    assert not FileFault.objects.exists()


@pytest.mark.parametrize("address", ["document-signe/", "dossier-de-preuve/"])
@pytest.mark.parametrize("harm", [lambda stored: default_storage.delete(stored.key), change_a_byte])
def test_unreadable_file_answers_a_page_in_words(address, harm):
    contract = ContractFactory(sealed=True)
    harm(contract.signed_document)
    for user in (contract.owner, UserFactory(back_office=True)):
        response = reader(user).get(f"/contrats/{contract.number}/{address}")
        assert response.status_code == 410
        assert "Ce fichier ne peut pas être ouvert" in response.content.decode()
    assert FileFault.objects.get().stored == contract.signed_document


def test_verify_history_names_files_and_events():
    contract = ContractFactory(sealed=True)
    call_command("verify_history", stdout=StringIO())
    change_a_byte(contract.signed_document)
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_history", stderr=said)
    assert f"of contracts.contract {contract.pk} is altered" in said.getvalue()
    call_command("verify_history", without_files=True, stdout=StringIO())


def test_daily_verification_names_what_was_altered_and_tells_staff():
    staff = UserFactory(back_office=True)
    ContractFactory(sealed=True)
    tasks.verify_histories()
    assert history.evidence().tone == "success"
    EventDetail.objects.first().delete()
    tasks.verify_histories()
    tasks.verify_histories()
    assert "1 problème" in history.evidence().sentence
    assert Message.objects.filter(kind=verifying.HISTORY_FAULT, recipient=str(staff.pk)).count() == 1
    assert "and no erasure was recorded" in reader(staff).get("/etat/preuves/").content.decode()
    assert Verification.objects.count() == 3


def test_evidence_of_one_contract_is_verified_on_demand():
    contract, staff = ContractFactory(sealed=True), reader(UserFactory(back_office=True))
    path = f"/contrats/{contract.number}/verification/"
    assert path in staff.get(contract.get_absolute_url()).content.decode()
    assert "sont intacts" in staff.post(path, follow=True).content.decode()
    change_a_byte(contract.signed_document)
    EventDetail.objects.filter(event__subject_type="contracts.contract").first().delete()
    page = staff.post(path, follow=True).content.decode()
    assert "est modifié depuis son dépôt" in page
    assert "L’historique de ce contrat a été modifié hors du portail" in page
    assert path not in reader(contract.owner).get(contract.get_absolute_url()).content.decode()
    assert reader(contract.owner).post(path).status_code == 403


def test_only_those_who_watch_the_portal_open_the_page():
    assert reader(UserFactory()).get("/etat/preuves/").status_code == 403
    assert reader(UserFactory()).post("/etat/preuves/verification/").status_code == 403
    assert reader(UserFactory(back_office=True)).post("/etat/preuves/verification/").status_code == 302
