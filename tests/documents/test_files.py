"""Files are kept whole, and a sealed one keeps its identity."""

import hashlib
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Q

from portal.core.plugs import attachments
from portal.core.values import dates
from portal.documents import files
from portal.documents.files import AlteredFile
from portal.documents.models import SealedFile, StoredFile
from tests.documents.test_detection import PDF_BYTES
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def plain():
    return files.store(PDF_BYTES, name="notes.pdf", kind="note")


@pytest.fixture
def sealed():
    return files.store(PDF_BYTES, name="contrat.pdf", kind="contract", sealed=True)


def overwrite(stored: StoredFile, content: bytes) -> None:
    default_storage.delete(stored.key)
    assert default_storage.save(stored.key, ContentFile(content)) == stored.key


def test_a_file_is_read_back_as_it_was_stored():
    user = UserFactory()
    stored = files.store(PDF_BYTES, name="contrat.pdf", kind="contract", about=user, by=user)
    assert files.read(stored) == PDF_BYTES
    assert (stored.size, stored.sha256) == (len(PDF_BYTES), hashlib.sha256(PDF_BYTES).hexdigest())
    assert (stored.content_type, stored.created_by) == ("application/pdf", user)
    assert list(StoredFile.objects.about(user)) == [stored]


def test_nothing_in_storage_tells_whose_file_it_is(plain):
    assert "notes" not in plain.key
    assert str(plain.pk) not in plain.key


@pytest.mark.parametrize("change", [lambda b: b[:-2] + b"x\n", lambda b: b + b" ", lambda b: b""])
def test_bytes_changed_in_storage_are_not_handed_out(plain, change):
    overwrite(plain, change(PDF_BYTES))
    with pytest.raises(AlteredFile):
        files.read(plain)


def test_bytes_gone_from_storage_are_told_as_altered(plain):
    default_storage.delete(plain.key)
    with pytest.raises(AlteredFile):
        files.read(plain)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sha256", "0" * 64),
        ("size", 1),
        ("key", "elsewhere"),
        ("name", "autre.pdf"),
        ("kind", "x"),
        ("sealed_at", None),
    ],
)
def test_a_sealed_file_keeps_its_identity(sealed, field, value):
    setattr(sealed, field, value)
    with pytest.raises(SealedFile):
        sealed.save()
    with pytest.raises(SealedFile):
        StoredFile.objects.filter(pk=sealed.pk).update(**{field: value})
    with pytest.raises(SealedFile), transaction.atomic():
        StoredFile.objects.bulk_update([sealed], [field])
    assert files.read(StoredFile.objects.get(pk=sealed.pk)) == PDF_BYTES


def test_a_sealed_file_is_not_deleted(sealed, plain):
    with pytest.raises(SealedFile):
        sealed.delete()
    with pytest.raises(SealedFile):
        files.remove(sealed)
    with pytest.raises(SealedFile):
        StoredFile.objects.filter(Q(pk=sealed.pk) | Q(pk=plain.pk)).delete()
    assert StoredFile.objects.count() == 2
    assert files.read(sealed) == PDF_BYTES


def test_a_sealed_file_outlives_the_account_that_made_it():
    user = UserFactory()
    stored = files.store(PDF_BYTES, name="contrat.pdf", kind="contract", by=user, sealed=True)
    user.delete()
    stored.refresh_from_db()
    assert stored.created_by is None


def test_a_removed_file_leaves_no_bytes_once_that_is_certain(plain, commit_hooks):
    with commit_hooks():
        files.remove(plain)
        assert default_storage.exists(plain.key)
    assert not default_storage.exists(plain.key)
    assert not StoredFile.objects.exists()


def test_a_row_that_cannot_be_written_leaves_no_bytes(tmp_path):
    with pytest.raises(ValueError, match="unsaved"):
        files.store(PDF_BYTES, name="contrat.pdf", kind="contract", by=UserFactory.build())
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_bytes_left_by_a_rollback_are_swept_and_no_others(plain):
    with transaction.atomic():
        lost = files.store(PDF_BYTES, name="perdu.pdf", kind="note")
        transaction.set_rollback(True)
    assert files.sweep_orphans() == 0, "a transaction may still be open"
    with time_machine.travel(dates.now() + timedelta(days=2), tick=False):
        assert files.sweep_orphans() == 1
    assert not default_storage.exists(lost.key)
    assert files.read(plain) == PDF_BYTES


@pytest.mark.parametrize(
    "wrong", [{"size": 0}, {"sha256": "trop court"}, {"sha256": "A" * 64}, {"about_type": "accounts.user"}]
)
def test_the_database_refuses_impossible_files(wrong):
    values = {
        "name": "a.pdf",
        "kind": "x",
        "content_type": "application/pdf",
        "size": 1,
        "sha256": "a" * 64,
        "key": "k",
    }
    StoredFile.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(**values | {"key": "other"} | wrong)


def test_messages_read_their_attachments_by_id(plain):
    assert attachments.read(str(plain.pk)) == ("notes.pdf", PDF_BYTES, "application/pdf")
    with pytest.raises(LookupError):
        attachments.read(str(uuid.uuid4()))
    overwrite(plain, b"autre chose")
    with pytest.raises(LookupError):
        attachments.read(str(plain.pk))


def put(attach, **more):
    return files.store_for(attach, PDF_BYTES, name="contrat.pdf", kind="contract", **more)


def test_a_file_that_was_taken_is_sealed_with_what_took_it():
    assert put(lambda stored: True, sealed=True)
    stored = StoredFile.objects.get()
    assert stored.sealed_at == stored.created_at
    assert files.read(stored) == PDF_BYTES


def test_a_file_that_nobody_took_is_removed(django_capture_on_commit_callbacks):
    keys = []
    with django_capture_on_commit_callbacks(execute=True):
        assert not put(lambda stored: keys.append(stored.key), sealed=True)
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(keys[0])


def test_a_file_whose_transaction_failed_is_removed():
    def fail(stored):
        UserFactory(email="perdu@exemple.fr")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        put(fail)
    assert not StoredFile.objects.exists()
    assert not UserFactory._meta.model.objects.filter(email="perdu@exemple.fr").exists()
