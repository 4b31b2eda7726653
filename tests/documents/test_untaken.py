"""A file whose process died before a transaction took it goes, row and bytes; whatever was taken stays."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from portal.core.values import dates
from portal.documents import files
from portal.documents.models import Leftover, StoredFile
from portal.documents.tasks import sweep_orphans
from tests.documents.test_detection import PDF_BYTES
from tests.factories.accounts import UserFactory
from tests.factories.library import DocumentFactory
from tests.operations_portal.processes import database_url
from tests.structure.files import ROOT

KILLED = """
import django
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = {media!r}
import sys, time
from portal.documents import files
def attach(stored):
    print("stored", flush=True)
    time.sleep(60)
files.store_for(attach, sys.stdin.buffer.read(), name="perdu.pdf", kind="export")
"""


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def later(time_machine):
    """`later(hours=…)` is then."""
    return lambda **ahead: time_machine.move_to(dates.now() + timedelta(**ahead), tick=False)


def test_file_of_a_killed_process_is_deleted_after_a_day(transactional_db, tmp_path, later):
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED.format(media=str(tmp_path))],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_url()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process.stdin.write(PDF_BYTES)
    process.stdin.close()
    assert process.stdout.readline() == b"stored\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    lost = StoredFile.objects.get()
    assert default_storage.exists(lost.key)
    later(hours=23)
    assert sweep_orphans() == 0, "somebody may still be about to take it"
    later(hours=2)
    assert sweep_orphans() == 1
    assert not StoredFile.objects.exists()
    assert not Leftover.objects.exists()
    assert not default_storage.exists(lost.key)


@pytest.mark.django_db
@pytest.mark.parametrize("sealed", [True, False])
def test_attached_file_is_never_swept(later, sealed):
    assert files.store_for(lambda taken: True, PDF_BYTES, name="pris.pdf", kind="note", sealed=sealed)
    later(days=400)
    assert files.sweep_untaken() == 0
    assert StoredFile.objects.get().untaken_since is None


@pytest.mark.django_db
def test_file_stored_alone_counts_as_attached(later):
    files.store(PDF_BYTES, name="seul.pdf", kind="note")
    later(days=400)
    assert files.sweep_untaken() == 0


@pytest.mark.django_db
def test_each_one_swept_is_told_in_the_log(later, caplog):
    lost = files.store(PDF_BYTES, name="perdu.pdf", kind="note", about=UserFactory(), taken=False)
    later(days=2)
    assert files.sweep_untaken() == 1
    assert str(lost.pk) in caplog.text


@pytest.mark.django_db
def test_saving_an_attached_file_again_keeps_it_attached(later):
    mine = []
    files.store_for(lambda stored: mine.append(stored) or True, PDF_BYTES, name="pris.pdf", kind="note")
    mine[0].name = "autre.pdf"
    mine[0].save()
    later(days=400)
    assert files.sweep_untaken() == 0
    assert StoredFile.objects.get().name == "autre.pdf"


@pytest.mark.django_db
def test_referenced_file_stays_and_does_not_stop_the_sweep(later):
    held = DocumentFactory().file
    StoredFile.objects.update(untaken_since=dates.now())
    files.store(PDF_BYTES, name="perdu.pdf", kind="note", taken=False)
    later(days=2)
    assert files.sweep_untaken() == 1
    assert StoredFile.objects.get() == held
